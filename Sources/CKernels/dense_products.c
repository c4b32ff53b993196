// Products of matrices that are used as they lie in memory. OpenBLAS copies both factors into an order of its own each time,
// which at the sizes of unrolled networks takes a third as long as the product: here one factor is read by single numbers,
// the other by whole registers, and neither is copied. Each element of a result is summed in one order, whatever the shape.
#include "ckernels.h"
#include "clones.h"

// Numbers of a factor that are summed before a result is written.
enum { DEPTH = 512 };

#define REAL float
#if defined(__x86_64__)
#define NAME(x) x##_f512
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define VECTOR 64
#define ROWS 12
#include "dense_products.inc"
#undef NAME
#undef TARGET
#undef VECTOR
#undef ROWS
#define NAME(x) x##_f256
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define VECTOR 32
#define ROWS 6
#include "dense_products.inc"
#undef NAME
#undef TARGET
#undef VECTOR
#undef ROWS
#endif
#define NAME(x) x##_f128
#define TARGET
#define VECTOR 16
#define ROWS 6
#include "dense_products.inc"

// Double is for checks.
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d128
#include "dense_products.inc"

void dh_dense_product_f(long m, long n, long depth, const float *a, long row_step, long depth_step, const float *b, long ldb,
                  float *c, long ldc, int adds) {
#if defined(__x86_64__)
    int bits = dh_kernel_bits();
    if (bits == 512) return product_f512(m, n, depth, a, row_step, depth_step, b, ldb, c, ldc, adds);
    if (bits == 256) return product_f256(m, n, depth, a, row_step, depth_step, b, ldb, c, ldc, adds);
#endif
    product_f128(m, n, depth, a, row_step, depth_step, b, ldb, c, ldc, adds);
}

void dh_dense_product_d(long m, long n, long depth, const double *a, long row_step, long depth_step, const double *b, long ldb,
                  double *c, long ldc, int adds) {
    product_d128(m, n, depth, a, row_step, depth_step, b, ldb, c, ldc, adds);
}

#undef REAL
#undef NAME
#define REAL float
#define NAME(x) x##_f
#include "transpose.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "transpose.inc"
