#!/bin/bash
# Makes every call of the disk fail, one after the other, in a tiny report: each time the program has to end with 74 and a
# reason, and the same command then has to make the bytes of a report that nothing disturbed.
#
#   Tests/Faults/sweep.sh PROGRAM FOLDER [STEP]
#
# FOLDER is made, and holds some megabytes; STEP tries each STEP-th call alone (1: all thousand, some twenty minutes with the
# release build on an idle machine). What is wrong is printed; the status is 1 where anything is.
set -u
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
step=${3:-1}
mkdir -p "$2"
folder=$(realpath "$2")
cd "$here/../.." || exit 1
cc -shared -fPIC -O1 -o "$folder/faults.so" "$here/faults.c" -ldl || exit 1

command=(report --only fig1 --profile quick --seeds 1 --threads 1)
for setting in steps=20 samples=128 test=10 batch=64 hidden=8 layers=4; do command+=(--set "toy.$setting"); done
outcome="$folder/outcome"

run() { "$program" "${command[@]}" --output "$folder/run" >"$outcome" 2>&1; }

# What has to be the same: all but what tells of times.
prints() {
  (cd "$1" && find store figures claims.csv claims.json -type f ! -name stage.json ! -path 'store/.locks/*' | LC_ALL=C sort |
    xargs sha256sum)
}

rm -rf "$folder/run" "$folder/log"
FAULT_UNDER="$folder/run" FAULT_LOG="$folder/log" LD_PRELOAD="$folder/faults.so" run || { cat "$outcome"; exit 1; }
cp "$folder/log" "$folder/log.whole"
prints "$folder/run" >"$folder/prints"
rm -rf "$folder/whole" && mv "$folder/run" "$folder/whole"

tried=0 wrong=0
complain() { echo "$1 $2 $3: $4"; wrong=$((wrong + 1)); }

sweep() { # a call, and what it fails with
  local last number status
  last=$(grep -c "^$1 " "$folder/log.whole")
  for ((number = 1 + RANDOM % step; number <= last; number += step)); do
    rm -rf "$folder/run" "$folder/log"
    # With the trainings done only drawing is left, which half of the turns try.
    ((number % 2)) || { cp -a "$folder/whole" "$folder/run" && rm -rf "$folder/run/figures"; }
    FAULT_UNDER="$folder/run" FAULT_LOG="$folder/log" FAULT_CALL=$1 FAULT_NUMBER=$number FAULT_ERRNO=$2 \
      LD_PRELOAD="$folder/faults.so" run
    status=$?
    grep -q ' failed$' "$folder/log" || continue
    tried=$((tried + 1))
    place=$(grep ' failed$' "$folder/log" | head -1)
    [ $status = 74 ] || complain "$1" "$number" "$2" "status $status at $place"
    grep -q 'cannot ' "$outcome" || complain "$1" "$number" "$2" "no reason at $place"
    run || complain "$1" "$number" "$2" "the same command ends with $? after $place"
    prints "$folder/run" | cmp -s - "$folder/prints" || complain "$1" "$number" "$2" "other bytes after $place"
  done
}

sweep write ENOSPC
sweep write EDQUOT
sweep rename EIO
sweep fsync EIO
sweep open EROFS
sweep open EIO
sweep read EIO
sweep mkdir ENOSPC
sweep close EDQUOT
sweep remove EIO
echo "$tried failures, $wrong wrong"
[ $wrong = 0 ]
