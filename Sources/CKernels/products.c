// Products of few columns, as in couplings: operands stay in the cache as they lie, nothing is packed on the way, and a
// tile of the result stays in registers. See include/products.h.
#include "products.h"
#include "ckernels.h"

#define JOIN2_(a, b) a##_##b
#define JOIN2(a, b) JOIN2_(a, b)
#define JOIN3_(a, b, c) a##_##b##_##c
#define JOIN3(a, b, c) JOIN3_(a, b, c)
#define SET(x) JOIN2(x, SUFFIX)
#define TILE(x) JOIN3(x, SUFFIX, WIDTH)

#define REAL float
#define BITS int32_t
#define WIDE 32
#define HALF 16
#define QUARTER 8
#define SUFFIX JOIN2(f, LEVEL)
#include "product_sets.inc"
#undef REAL
#undef BITS
#undef WIDE
#undef HALF
#undef QUARTER
#undef SUFFIX
#define REAL double
#define BITS int64_t
#define WIDE 16
#define HALF 8
#define QUARTER 4
#define SUFFIX JOIN2(d, LEVEL)
#include "product_sets.inc"
#undef SUFFIX

#if defined(__x86_64__)
#define CHOOSE(name, scalar, ...)                                                                                      \
    switch (dh_kernel_bits()) {                                                                                        \
        case 512: return name##_##scalar##_v4(__VA_ARGS__);                                                            \
        case 256: return name##_##scalar##_v3(__VA_ARGS__);                                                            \
        default: return name##_##scalar##_plain(__VA_ARGS__);                                                          \
    }
#else
#define CHOOSE(name, scalar, ...) name##_##scalar##_plain(__VA_ARGS__);
#endif

#define DEFINE_PRODUCTS(REAL, scalar, QUARTER)                                                                         \
    void dh_product_##scalar(const REAL *x, long ldx, const REAL *w, long packed, long outer, long inner,              \
                             long outer_ld, long inner_ld, REAL *y, long ldy, long rows, long n, const REAL *start,    \
                             long start_ld, const REAL *mask, long rectify) {                                          \
        CHOOSE(product, scalar, x, ldx, w, packed, outer, inner, outer_ld, inner_ld, y, ldy, rows, n, start, start_ld, \
               mask, rectify)                                                                                          \
    }                                                                                                                  \
    void dh_outer_product_##scalar(const REAL *a, long lda, const REAL *b, long ldb, long rows, REAL *c,               \
                                   long row_outer, long row_inner, long outer_ld, long inner_ld, long column_ld,       \
                                   long n, REAL *sums) {                                                               \
        CHOOSE(outer_product, scalar, a, lda, b, ldb, rows, c, row_outer, row_inner, outer_ld, inner_ld, column_ld, n, \
               sums)                                                                                                   \
    }                                                                                                                  \
    long dh_padded_##scalar(long n) { return (n + (QUARTER)-1) / (QUARTER) * (QUARTER); }                              \
    void dh_pack_##scalar(const REAL *w, long ldw, long column_outer, long column_inner, long outer_ld, long inner_ld, \
                          long k, REAL *packed) {                                                                      \
        long n = column_outer * column_inner, j = 0;                                                                   \
        while (j < n) {                                                                                                \
            long left = n - j, quarters = left > 3 * (QUARTER) ? 4 : left > (QUARTER) ? 2 : 1;                         \
            long width = quarters * (QUARTER);                                                                         \
            REAL *out = packed + k * j;                                                                                \
            for (long c = 0; c < width; c++, j++) {                                                                    \
                const REAL *in = w + j / column_inner * outer_ld + j % column_inner * inner_ld;                        \
                for (long i = 0; i < k; i++) out[i * width + c] = j < n ? in[i * ldw] : 0;                             \
            }                                                                                                          \
        }                                                                                                              \
    }
DEFINE_PRODUCTS(float, f, 8)
DEFINE_PRODUCTS(double, d, 4)
