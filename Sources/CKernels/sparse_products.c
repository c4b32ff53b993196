// Products of a matrix that is mostly zeros, as codes and their gradients are. It lies in memory like any other: the places
// of a row's other elements are noted first, then those rows of the second factor are summed in registers.
#include "ckernels.h"
#include "clones.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Elements of a row that are noted at a time.
enum { DEPTH = 512 };

#define REAL float
#if defined(__x86_64__)
#define NAME(x) x##_f512
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define VECTOR 64
#define SUMS 16
#include "sparse_products.inc"
#undef NAME
#undef TARGET
#undef VECTOR
#undef SUMS
#define NAME(x) x##_f256
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define VECTOR 32
#define SUMS 12
#include "sparse_products.inc"
#undef NAME
#undef TARGET
#undef VECTOR
#undef SUMS
#endif
#define NAME(x) x##_f128
#define TARGET
#define VECTOR 16
#define SUMS 12
#include "sparse_products.inc"

// Double is for checks.
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d128
#include "sparse_products.inc"

void dh_sparse_product_f(long m, long n, long depth, const float *a, long row_step, long depth_step, float scale,
                         const float *b, long ldb, float *c, long ldc, int adds) {
#if defined(__x86_64__)
    int bits = dh_kernel_bits();
    if (bits == 512) return product_f512(m, n, depth, a, row_step, depth_step, scale, b, ldb, c, ldc, adds);
    if (bits == 256) return product_f256(m, n, depth, a, row_step, depth_step, scale, b, ldb, c, ldc, adds);
#endif
    product_f128(m, n, depth, a, row_step, depth_step, scale, b, ldb, c, ldc, adds);
}

void dh_sparse_product_d(long m, long n, long depth, const double *a, long row_step, long depth_step, double scale,
                         const double *b, long ldb, double *c, long ldc, int adds) {
    product_d128(m, n, depth, a, row_step, depth_step, scale, b, ldb, c, ldc, adds);
}

void dh_sampled_product_f(long m, long n, long depth, const float *a, long lda, const float *b, long ldb, const float *mask,
                          float *c, long ldc) {
#if defined(__x86_64__)
    int bits = dh_kernel_bits();
    if (bits == 512) return sampled_f512(m, n, depth, a, lda, b, ldb, mask, c, ldc);
    if (bits == 256) return sampled_f256(m, n, depth, a, lda, b, ldb, mask, c, ldc);
#endif
    sampled_f128(m, n, depth, a, lda, b, ldb, mask, c, ldc);
}

void dh_sampled_product_d(long m, long n, long depth, const double *a, long lda, const double *b, long ldb, const double *mask,
                          double *c, long ldc) {
    sampled_d128(m, n, depth, a, lda, b, ldb, mask, c, ldc);
}

#undef REAL
#undef NAME
#define REAL float
#define NAME(x) x##_f
#include "nonzeros.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "nonzeros.inc"
