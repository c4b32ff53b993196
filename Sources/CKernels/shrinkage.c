#include "ckernels.h"
#include "clones.h"
#include <math.h>

#define REAL float
#define NAME(x) x##_f
#define EXP expf
#include "shrinkage.inc"
#undef REAL
#undef NAME
#undef EXP
#define REAL double
#define NAME(x) x##_d
#define EXP exp
#include "shrinkage.inc"
