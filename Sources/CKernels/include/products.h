#pragma once
#include <stdint.h>

// Products whose columns are few. Matrices are row-major; ld is the distance between rows. A padded row has
// dh_padded(columns) elements: what lies between is read and written, and means nothing.
#define DH_DECLARE_PRODUCTS(REAL, SUFFIX)                                                                              \
    /* y (rows, n) = start + x w, x (rows, k), k = outer * inner; then max(y, 0) where `rectify`, and 0 where `mask`,  \
       which lies as y does, is not above 0. start: rows start_ld apart, 0 for one row; NULL for zeros. Row o * inner  \
       + i of w (k, n) lies at o * outer_ld + i * inner_ld, or w is `packed` by dh_pack. y and start are padded, and   \
       so is w where it is not packed. */                                                                              \
    void dh_product_##SUFFIX(const REAL *x, long ldx, const REAL *w, long packed, long outer, long inner,              \
                             long outer_ld, long inner_ld, REAL *y, long ldy, long rows, long n, const REAL *start,    \
                             long start_ld, const REAL *mask, long rectify);                                           \
    /* c (m, n) += a^T b, a (rows, m), b (rows, n) padded, m = row_outer * row_inner. Element (o * row_inner + i, j)   \
       of c lies at o * outer_ld + i * inner_ld + j * column_ld. sums (n) += sum over the rows of b, if not NULL. */   \
    void dh_outer_product_##SUFFIX(const REAL *a, long lda, const REAL *b, long ldb, long rows, REAL *c,               \
                                   long row_outer, long row_inner, long outer_ld, long inner_ld, long column_ld,       \
                                   long n, REAL *sums);                                                                \
    /* n up to the next width of a row. */                                                                             \
    long dh_padded_##SUFFIX(long n);                                                                                   \
    /* packed (k * dh_padded(n)) from w (k, n), n = column_outer * column_inner, whose element (i, o * column_inner +  \
       j) lies at i * ldw + o * outer_ld + j * inner_ld. */                                                            \
    void dh_pack_##SUFFIX(const REAL *w, long ldw, long column_outer, long column_inner, long outer_ld, long inner_ld, \
                          long k, REAL *packed);

DH_DECLARE_PRODUCTS(float, f)
DH_DECLARE_PRODUCTS(double, d)
