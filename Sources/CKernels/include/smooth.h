#pragma once

// Soft thresholds with their derivatives, of (rows, columns) values, one sample a row; threshold: (columns). What is
// written overlaps nothing else.

/// out = (softplus(b (x - t)) - softplus(-b (x + t))) / b, with b = sharpness > 0: smooth, and the soft threshold as b grows.
/// slope: its derivative in x, positive everywhere; sensitivity: that in t.
void dh_smooth_threshold(const double *x, const double *threshold, double sharpness, double *out, double *slope,
                         double *sensitivity, long rows, long columns);

/// The soft threshold itself, sign(x) max(|x| - t, 0). Where out is 0, so are slope and sensitivity.
void dh_cornered_threshold(const double *x, const double *threshold, double *out, double *slope, double *sensitivity,
                           long rows, long columns);
