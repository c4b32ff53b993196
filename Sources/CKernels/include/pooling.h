#pragma once

// Images of half the sides, and back; `pooling.inc` says what each does.
#define DH_DECLARE_POOLING(REAL, SUFFIX)                                                                               \
    void dh_max_pool_##SUFFIX(const REAL *x, REAL *y, long planes, long height, long width, long inner);               \
    void dh_max_pool_backward_##SUFFIX(const REAL *x, const REAL *gradient, REAL *below, long planes, long height,     \
                                       long width, long inner);                                                        \
    void dh_repeat_pixels_##SUFFIX(const REAL *x, REAL *y, long planes, long height, long width, long inner);          \
    void dh_repeat_pixels_backward_##SUFFIX(const REAL *gradient, REAL *below, long planes, long height, long width,   \
                                            long inner);

DH_DECLARE_POOLING(float, f)
DH_DECLARE_POOLING(double, d)
