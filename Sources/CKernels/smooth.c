#include "ckernels.h"
#include "clones.h"
#include <math.h>

CLONES void dh_smooth_threshold(const double *restrict x, const double *restrict threshold, double sharpness,
                                double *restrict out, double *restrict slope, double *restrict sensitivity, long rows,
                                long columns) {
    for (long n = 0; n < rows; n++)
        for (long i = 0; i < columns; i++) {
            long at = n * columns + i;
            double up = sharpness * (x[at] - threshold[i]), down = -sharpness * (x[at] + threshold[i]);
            // softplus(z) = max(z, 0) + log(1 + exp(-|z|)): nothing overflows.
            double e = exp(-fabs(up)), f = exp(-fabs(down));
            double above = (up > 0 ? 1 : e) / (1 + e), below = (down > 0 ? 1 : f) / (1 + f);
            out[at] = ((up > 0 ? up : 0) - (down > 0 ? down : 0) + log1p((e - f) / (1 + f))) / sharpness;
            slope[at] = above + below;
            sensitivity[at] = below - above;
        }
}

CLONES void dh_cornered_threshold(const double *restrict x, const double *restrict threshold, double *restrict out,
                                  double *restrict slope, double *restrict sensitivity, long rows, long columns) {
    for (long n = 0; n < rows; n++)
        for (long i = 0; i < columns; i++) {
            long at = n * columns + i;
            double size = fabs(x[at]) - threshold[i], sign = x[at] > 0 ? 1 : x[at] < 0 ? -1 : 0;
            double stays = size > 0 ? 1 : 0;
            out[at] = sign * stays * size;
            slope[at] = stays;
            sensitivity[at] = -sign * stays;
        }
}
