#pragma once

// The elementwise loops of the normalising flow; `flow.inc` and `plu.inc` say what each does. Activations are channel-major.

#define DH_DECLARE_FLOW(REAL, SUFFIX)                                                                                  \
    void dh_channels_from_rows_##SUFFIX(const REAL *rows, long stride, REAL *out, long channels, long images,           \
                                        long pixels);                                                                  \
    void dh_rows_from_channels_##SUFFIX(const REAL *x, REAL *rows, long stride, long channels, long images,             \
                                        long pixels);                                                                  \
    void dh_squeeze_##SUFFIX(const REAL *x, REAL *y, long planes, long height, long width, long haar);                  \
    void dh_unsqueeze_##SUFFIX(const REAL *y, REAL *x, long planes, long height, long width, long haar);                \
    void dh_actnorm_##SUFFIX(const REAL *x, REAL *y, const REAL *log_scale, const REAL *shift, long channels,           \
                             long columns);                                                                            \
    void dh_actnorm_inverse_##SUFFIX(const REAL *y, REAL *x, const REAL *log_scale, const REAL *shift, long channels,   \
                                     long columns);                                                                    \
    void dh_channel_sums_##SUFFIX(const REAL *x, REAL *sums, long channels, long columns);                              \
    void dh_channel_products_##SUFFIX(const REAL *x, const REAL *y, REAL factor, REAL *products, long channels,         \
                                      long columns);                                                                   \
    void dh_channel_moments_##SUFFIX(const REAL *x, double *mean, double *deviation, long channels, long columns);      \
    void dh_fill_channels_##SUFFIX(REAL *y, const REAL *values, long channels, long columns);                           \
    void dh_gather_taps_##SUFFIX(const REAL *x, REAL *taps, long channels, long images, long height, long width);      \
    void dh_scatter_taps_##SUFFIX(REAL *taps, REAL *x, long channels, long images, long height, long width);           \
    void dh_coupling_##SUFFIX(REAL *raw, REAL *x, long ld, long channels, long images, long pixels, REAL low,          \
                              double *log_det);                                                                        \
    void dh_coupling_inverse_##SUFFIX(REAL *raw, REAL *y, long ld, long channels, long images, long pixels, REAL low); \
    void dh_coupling_encode_backward_##SUFFIX(const REAL *scale_shift, const REAL *y, REAL *gradient, long ld,         \
                                              REAL *raw_gradient, long channels, long images, long pixels, REAL low,   \
                                              const double *log_det_gradient);                                         \
    void dh_coupling_decode_backward_##SUFFIX(const REAL *scale_shift, const REAL *y, REAL *gradient, long ld,         \
                                              REAL *raw_gradient, long channels, long images, long pixels, REAL low);  \
    void dh_standardise_##SUFFIX(const REAL *moments, const REAL *z, REAL *e, long channels, long images, long pixels,  \
                                 double *log_det);                                                                     \
    void dh_unstandardise_##SUFFIX(const REAL *moments, const REAL *e, REAL *z, long count);                            \
    void dh_standardise_backward_##SUFFIX(REAL *moments, const REAL *e, REAL *gradient, long channels, long images,     \
                                          long pixels, const double *log_det_gradient);                                \
    void dh_unstandardise_backward_##SUFFIX(REAL *moments, const REAL *e, REAL *gradient, long count);                  \
    void dh_plu_compose_##SUFFIX(const REAL *factors, const REAL *permutation, const REAL *sign, REAL *w,               \
                                 REAL *inverse, long n, double *memory);                                               \
    void dh_plu_backward_##SUFFIX(const REAL *factors, const REAL *permutation, const REAL *sign, const REAL *dw,       \
                                  REAL *gradient, double log_det_gradient, long n, double *memory);

DH_DECLARE_FLOW(float, f)
DH_DECLARE_FLOW(double, d)
