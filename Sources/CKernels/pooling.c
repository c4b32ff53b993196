#include "ckernels.h"
#include "clones.h"

#define REAL float
#define NAME(x) x##_f
#include "pooling.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "pooling.inc"
