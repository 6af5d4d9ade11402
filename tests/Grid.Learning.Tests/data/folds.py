"""Makes sklearn-folds.json: scikit-learn's splits of made-up rows, shuffled and by group among them.

Run with scikit-learn 1.2.1 and NumPy 1.24.2 (python3-sklearn of Debian 12): python3 folds.py > sklearn-folds.json
Each case says how the rows are shared out, what they are (classes, or groups, or splits), and for each split its test rows,
and its training rows where those are not all others.
"""
import json

import numpy as np
from sklearn.model_selection import (GroupKFold, KFold, PredefinedSplit, RepeatedKFold, RepeatedStratifiedKFold,
                                     StratifiedKFold, TimeSeriesSplit)

rng = np.random.RandomState(16)
cases = []


def case(kind, cv, y, groups=None, **options):
    x = np.zeros((len(y), 1))
    values = y if groups is None else groups
    splits = list(cv.split(x, y, groups)) if kind != "column" else list(cv.split())
    tests = [test.tolist() for _, test in splits]
    others = all(sorted(train.tolist() + test.tolist()) == list(range(len(y))) for train, test in splits)
    cases.append({"kind": kind, **options, "values": np.asarray(values).tolist(), "test": tests,
                  "train": None if others else [train.tolist() for train, _ in splits]})


y = rng.choice(4, 61, p=[0.5, 0.3, 0.15, 0.05])
y[:2] = [2, 0]
n = np.zeros(23, int)
case("kfold", KFold(4), n, folds=4)
for seed in [0, 7, 4294967295]:
    case("kfold", KFold(4, shuffle=True, random_state=seed), n, folds=4, shuffle=True, seed=seed)
case("kfold", KFold(3, shuffle=True, random_state=np.random.RandomState([1, 2])), n, folds=3, shuffle=True, seed=2**33 + 1)
case("kfold", RepeatedKFold(n_splits=3, n_repeats=3, random_state=5), n, folds=3, repeats=3, seed=5)
case("kfold", KFold(2, shuffle=True, random_state=1), np.zeros(700, int), folds=2, shuffle=True, seed=1)
case("stratified", StratifiedKFold(3), y, folds=3)
case("stratified", StratifiedKFold(5, shuffle=True, random_state=3), y, folds=5, shuffle=True, seed=3)
case("stratified", RepeatedStratifiedKFold(n_splits=3, n_repeats=4, random_state=11), y, folds=3, repeats=4, seed=11)
for rows, splits in [(6, 5), (23, 4), (24, 2), (100, 7)]:
    case("time", TimeSeriesSplit(splits), np.zeros(rows, int), folds=splits)
for count, rows in [(5, 30), (16, 60), (17, 60), (40, 120), (90, 100), (200, 300), (600, 700)]:
    g = rng.choice(count, rows)
    case("group", GroupKFold(4), g, groups=g, folds=4)
g = np.arange(500)
case("group", GroupKFold(6), g, groups=g, folds=6)
case("group", GroupKFold(3), g, groups=np.concatenate([g[:250], g[:250]]), folds=3)
c = rng.choice([-1, 0, 1, 4], 30)
case("column", PredefinedSplit(c), np.zeros(30, int), groups=c)
case("column", PredefinedSplit(c % 2), np.zeros(30, int), groups=c % 2)
case("column", PredefinedSplit(np.where(c > 0, 0, -1)), np.zeros(30, int), groups=np.where(c > 0, 0, -1))
case("column", PredefinedSplit(np.array([-5, -1, 3, -5])), np.zeros(4, int), groups=np.array([-5, -1, 3, -5]))
print(json.dumps(cases, separators=(",", ":")))
