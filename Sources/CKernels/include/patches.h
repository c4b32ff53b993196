#pragma once
#include <stdint.h>

// Channel c of an image x lies at c * ld. `places` of pixels are in a plane with a border of one pixel all around,
// (height + 2, width + 2); `bordered` is memory for `channels` of these and 4 elements more, zero before and after.
// Tap k = 0...8 runs over the rows of a 3x3 kernel; -1 among neighbours stands for a pixel that there is not.
#define DH_DECLARE_PATCHES(REAL, SUFFIX)                                                                               \
    /* patches (count, 9 * channels): element c * 9 + k of a row is x[c] at the k-th neighbour of its pixel, zero      \
       outside. Writes an element behind each row, too. */                                                             \
    void dh_gather_patches_##SUFFIX(const REAL *x, long ld, long channels, long height, long width,                    \
                                    const int32_t *places, long count, REAL *bordered, REAL *patches,                  \
                                    long patches_ld);                                                                  \
    /* Its adjoint: adds to x. */                                                                                      \
    void dh_scatter_patches_##SUFFIX(const REAL *patches, long patches_ld, const int32_t *places, long count,          \
                                     REAL *bordered, REAL *x, long ld, long channels, long height, long width);        \
    /* y[c] of pixel q = bias[c] + sum over k of element k * channels + c of the row neighbours[q, k] of taps, for a       \
       multiple of 4 channels. zeros: 4 of them. */                                                                    \
    void dh_sum_taps_##SUFFIX(const REAL *taps, long taps_ld, const int32_t *neighbours, long count, const REAL *bias, \
                              const REAL *zeros, REAL *y, long ld, long channels);                                     \
    /* Its adjoint: element k * channels + c of row p of taps = y[c] of pixel origins[p, k]. rows: memory for y with   \
       channels side by side, (outputs + 1, channels). */                                                              \
    void dh_spread_taps_##SUFFIX(const REAL *y, long ld, long channels, long outputs, const int32_t *origins,          \
                                 long count, REAL *rows, REAL *taps, long taps_ld);                                    \
    /* y (channels, images * count) = the pixels `places` of every image, of `pixels` without a border; and back. */   \
    void dh_take_pixels_##SUFFIX(const REAL *x, long ld, long channels, long images, long pixels,                      \
                                 const int32_t *places, long count, REAL *y);                                          \
    void dh_put_pixels_##SUFFIX(const REAL *y, REAL *x, long ld, long channels, long images, long pixels,              \
                                const int32_t *places, long count);                                                    \
    /* x *= factor. */                                                                                                 \
    void dh_scale_channels_##SUFFIX(REAL *x, long ld, long channels, long columns, REAL factor);                       \
    /* sums (n) += sum over the rows of x. */                                                                          \
    void dh_column_sums_##SUFFIX(const REAL *x, long ld, long rows, REAL *sums, long n);                               \
    /* x = max(x + bias, 0), bias (n). */                                                                              \
    void dh_bias_rectify_rows_##SUFFIX(REAL *x, long ld, const REAL *bias, long rows, long n);                         \
    /* x = 0 where the mask, which lies as x does, is not above 0. */                                                  \
    void dh_mask_rows_##SUFFIX(REAL *x, const REAL *mask, long ld, long rows, long n);

DH_DECLARE_PATCHES(float, f)
DH_DECLARE_PATCHES(double, d)
