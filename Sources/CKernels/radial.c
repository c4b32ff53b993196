#include "ckernels.h"
#include "clones.h"
#include <math.h>

#define REAL float
#define NAME(x) x##_f
#define EXP expf
#define SQRT sqrtf
#include "radial.inc"
#undef REAL
#undef NAME
#undef EXP
#undef SQRT
#define REAL double
#define NAME(x) x##_d
#define EXP exp
#define SQRT sqrt
#include "radial.inc"
