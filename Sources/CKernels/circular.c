// Convolutions on images that close to a torus, for float and for double.
#include "circular.h"

#include <string.h>

#include "clones.h"

#define REAL float
#define NAME(x) x##_f
#include "circular.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "circular.inc"
