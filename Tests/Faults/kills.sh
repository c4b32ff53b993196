#!/bin/bash
# Kills a tiny report again and again, at chance moments and by every signal that ends a program; the same command then has to
# make the bytes of a report that nothing disturbed.
#
#   Tests/Faults/kills.sh PROGRAM FOLDER [TURNS] [OPTION…]
#
# FOLDER is made. Each of TURNS turns (40) kills up to three times. OPTIONs take the place of those of a report of the toy
# alone: give --profile, --data and so on for a larger one.
set -u
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
mkdir -p "$2"
folder=$(realpath "$2")
turns=${3:-40}
shift 3 2>/dev/null || shift $#
cd "$here/../.." || exit 1

command=(report "$@")
if [ $# = 0 ]; then
  command=(report --only fig1 --profile quick --seeds 1 --threads 2 --set run.checkpoint-every=0)
  for setting in steps=600 samples=256 test=20 batch=64 hidden=8 layers=4; do command+=(--set "toy.$setting"); done
fi
outcome="$folder/outcome"

prints() {
  (cd "$1" && find store figures claims.csv claims.json -type f ! -name stage.json ! -path 'store/.locks/*' | LC_ALL=C sort |
    xargs sha256sum)
}

rm -rf "$folder/run"
began=$(date +%s%N)
"$program" "${command[@]}" --output "$folder/run" >"$outcome" 2>&1 || { cat "$outcome"; exit 1; }
milliseconds=$((($(date +%s%N) - began) / 1000000))
prints "$folder/run" >"$folder/prints"

signals=(KILL KILL KILL TERM KILL INT KILL HUP QUIT KILL ABRT SEGV BUS PIPE ALRM USR1 USR2 XCPU)
killed=0 wrong=0
for ((turn = 1; turn <= turns; turn++)); do
  rm -rf "$folder/run"
  for ((again = 0; again < 1 + turn % 3; again++)); do
    signal=${signals[$(((turn + again) % ${#signals[@]}))]}
    "$program" "${command[@]}" --output "$folder/run" >>"$outcome" 2>&1 &
    process=$!
    moment=$((RANDOM * milliseconds / 32768))
    sleep "$((moment / 1000)).$(printf '%03d' $((moment % 1000)))"
    kill -s "$signal" $process 2>/dev/null && killed=$((killed + 1))
    wait $process 2>/dev/null
  done
  if ! "$program" "${command[@]}" --output "$folder/run" >"$outcome" 2>&1; then
    echo "turn $turn ($signal last): the same command does not end well"
    tail -3 "$outcome"
    wrong=$((wrong + 1))
  elif ! prints "$folder/run" | cmp -s - "$folder/prints"; then
    echo "turn $turn ($signal last): other bytes"
    wrong=$((wrong + 1))
  elif find "$folder/run" -name '*.tmp' | grep -q .; then
    echo "turn $turn ($signal last): leftovers"
    wrong=$((wrong + 1))
  fi
done
echo "$killed kills in $turns turns, $wrong wrong"
[ $wrong = 0 ]
