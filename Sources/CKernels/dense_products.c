// Products of matrices that are used as they lie in memory. OpenBLAS copies both factors into an order of its own each time,
// which at the sizes of unrolled networks takes a third as long as the product: here one factor is read by single numbers,
// the other by whole registers, and neither is copied. Each element of a result is summed in one order, whatever the shape.
#include "ckernels.h"
#include "clones.h"

// Numbers of a factor that are summed before a result is written.
enum { DEPTH = 512 };

#define PRODUCTS "dense_products.inc"
#include "register_sets.inc"

void dh_dense_product_f(long m, long n, long depth, const float *a, long row_step, long depth_step, const float *b, long ldb,
                  float *c, long ldc, int adds) {
    CALL_WIDEST(product, m, n, depth, a, row_step, depth_step, b, ldb, c, ldc, adds);
}

void dh_dense_product_d(long m, long n, long depth, const double *a, long row_step, long depth_step, const double *b, long ldb,
                  double *c, long ldc, int adds) {
    product_d128(m, n, depth, a, row_step, depth_step, b, ldb, c, ldc, adds);
}

#define REAL float
#define NAME(x) x##_f
#include "transpose.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "transpose.inc"
