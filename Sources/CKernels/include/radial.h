#pragma once

// Denoisers of complex images, in rows of real parts and then imaginary ones; `radial.inc` says what each does.
#define DH_DECLARE_RADIAL(REAL, SUFFIX)                                                                                \
    void dh_radial_bernoulli_gauss_##SUFFIX(const REAL *r, const REAL *variance, REAL density, REAL power,             \
                                            REAL *weight, REAL *slope, long rows, long pixels);                        \
    void dh_radial_soft_threshold_##SUFFIX(const REAL *r, const REAL *threshold, REAL *weight, REAL *slope, long rows, \
                                           long pixels);                                                               \
    void dh_radial_knots_##SUFFIX(const REAL *r, const REAL *deviation, const REAL *values, long knots, REAL spacing,  \
                                  REAL *weight, REAL *slope, long rows, long pixels);                                  \
    void dh_radial_knots_gradient_##SUFFIX(const REAL *r, const REAL *deviation, const REAL *gradient, long knots,     \
                                           REAL spacing, double *total, long rows, long pixels);                       \
    void dh_radial_apply_##SUFFIX(const REAL *r, const REAL *weight, REAL *out, long rows, long pixels);               \
    void dh_radial_divergence_##SUFFIX(const REAL *r, const REAL *weight, const REAL *slope, REAL *divergence,         \
                                       long rows, long pixels);                                                        \
    void dh_radial_backward_##SUFFIX(const REAL *r, const REAL *weight, const REAL *slope, const REAL *gradient,       \
                                     REAL *below, long rows, long pixels);                                             \
    void dh_radial_planes_##SUFFIX(const REAL *r, const REAL *deviation, const REAL *level, REAL *planes, long rows,   \
                                   long pixels);                                                                       \
    void dh_radial_planes_backward_##SUFFIX(const REAL *planes, const REAL *deviation, const REAL *gradient,           \
                                            REAL *below, long rows, long pixels);                                       \
    void dh_radial_variance_slopes_##SUFFIX(const REAL *r, const REAL *weight, const REAL *slope,                      \
                                            const REAL *gradient, REAL a, const REAL *b, const REAL *c, REAL *slopes,  \
                                            long rows, long pixels);                                                   \
    void dh_radial_planes_slopes_##SUFFIX(const REAL *planes, const REAL *gradient, REAL *slopes, long rows,           \
                                          long pixels);

DH_DECLARE_RADIAL(float, f)
DH_DECLARE_RADIAL(double, d)
