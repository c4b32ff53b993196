// Products of a matrix that is mostly zeros, as codes and their gradients are. It lies in memory like any other: the places
// of a row's other elements are noted first, then those rows of the second factor are summed in registers.
#include "ckernels.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Elements of a row that are noted at a time.
enum { DEPTH = 512 };

#define PRODUCTS "sparse_products.inc"
#include "register_sets.inc"

void dh_sparse_product_f(long m, long n, long depth, const float *a, long lda, float scale, const float *b, long ldb, float *c,
                         long ldc, int adds) {
    CALL_WIDEST(product, m, n, depth, a, lda, scale, b, ldb, c, ldc, adds);
}

void dh_sparse_product_d(long m, long n, long depth, const double *a, long lda, double scale, const double *b, long ldb,
                         double *c, long ldc, int adds) {
    product_d128(m, n, depth, a, lda, scale, b, ldb, c, ldc, adds);
}

void dh_sampled_product_f(long m, long n, long depth, const float *a, long lda, const float *b, long ldb, const float *mask,
                          float *c, long ldc) {
    CALL_WIDEST(sampled, m, n, depth, a, lda, b, ldb, mask, c, ldc);
}

void dh_sampled_product_d(long m, long n, long depth, const double *a, long lda, const double *b, long ldb, const double *mask,
                          double *c, long ldc) {
    sampled_d128(m, n, depth, a, lda, b, ldb, mask, c, ldc);
}
