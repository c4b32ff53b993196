#pragma once

// What stands around the products of a 3x3 convolution on images that close to a torus: channel c of an image is a plane of
// height * width elements. Tap k = 0...8 runs over the rows of the kernel.
#define DH_DECLARE_CIRCULAR(REAL, SUFFIX)                                                                              \
    /* taps (9 * channels, pixels): row k * channels + c is x[c] at the k-th neighbour of each pixel. */               \
    void dh_gather_circular_taps_##SUFFIX(const REAL *x, REAL *taps, long channels, long height, long width);          \
    /* Its adjoint: adds to x. Overwrites with zeros what crosses an edge. */                                          \
    void dh_scatter_circular_taps_##SUFFIX(REAL *taps, REAL *x, long channels, long height, long width);               \
    /* x clipped to [-bound, bound]; NaN stays. */                                                                     \
    void dh_clip_##SUFFIX(REAL *x, REAL bound, long count);                                                            \
    /* Zeroes the gradient where the result y of dh_clip is at its bound. */                                           \
    void dh_clip_backward_##SUFFIX(const REAL *y, REAL bound, REAL *gradient, long count);

DH_DECLARE_CIRCULAR(float, f)
DH_DECLARE_CIRCULAR(double, d)
