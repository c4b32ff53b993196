#pragma once

// 3x3 convolutions of images that are zero outside, in Winograd's form F(2x2, 3x3) (Lavin and Gray, 2016): four pixels of a result by 16
// products in place of 36. With matrices A, B and G of zeros, ones and halves, of each square of 2x2 pixels
//   y = A' [ sum over inputs of (G w G') * (B' x B) ] A,
// where * is elementwise and x are the 4x4 pixels about the square; the adjoints of the same form are both ways back.
//
// Images lie as (channels, height, width, inner), and squares are counted row by row; those at an odd side reach over it, where x is
// zero. A transform of `count` squares from `first` on lies as (16, channels, count * inner), `step` elements between the sixteenths.
#define DH_DECLARE_WINOGRAD(REAL, SUFFIX)                                                                              \
    /* u (16, outputs, inputs) = G w G', w (outputs, 3, 3, inputs). */                                                 \
    void dh_winograd_weights_##SUFFIX(const REAL *w, REAL *u, long step, long outputs, long inputs);                   \
    /* Its adjoint: w = G' u G, or 0 within rounding; rows of u have ldu elements, the first `inputs` of which count. */ \
    void dh_winograd_weights_backward_##SUFFIX(const REAL *u, long ldu, long step, REAL *w, long outputs, long inputs); \
    /* v = B' x B. */                                                                                                  \
    void dh_winograd_input_##SUFFIX(const REAL *x, long channels, long height, long width, long inner, long first,     \
                                    long count, REAL *v, long step);                                                   \
    /* Its adjoint: x = the sum of B v B' of all squares, which overlap, from square 0 on. */                          \
    void dh_winograd_input_backward_##SUFFIX(REAL *x, long channels, long height, long width, long inner, long first,  \
                                             long count, const REAL *v, long step);                                    \
    /* y = max(bias + A' m A, 0). */                                                                                   \
    void dh_winograd_output_##SUFFIX(REAL *y, const REAL *bias, long channels, long height, long width, long inner,    \
                                     long first, long count, const REAL *m, long step);                                \
    /* The adjoint of A' m A: m = A y A'. */                                                                           \
    void dh_winograd_output_backward_##SUFFIX(const REAL *y, long channels, long height, long width, long inner,       \
                                              long first, long count, REAL *m, long step);                             \
    /* Images of 2x2 pixels, of which 16 products are all there are: x (inputs, 4, images), y (outputs, 4, images),     \
       images <= 8. y = max(bias + w x, 0). */                                                                         \
    void dh_four_pixels_##SUFFIX(const REAL *x, const REAL *w, const REAL *bias, REAL *y, long outputs, long inputs,   \
                                 long images);                                                                         \
    /* The adjoint of w x: x = w' y. */                                                                                \
    void dh_four_pixels_backward_##SUFFIX(const REAL *y, const REAL *w, REAL *x, long outputs, long inputs,            \
                                          long images);

DH_DECLARE_WINOGRAD(float, f)
DH_DECLARE_WINOGRAD(double, d)
