"""The search of models on scikit-learn, with joblib's processes on all cores.

    search_sklearn.py FOLDER OPERATIONS GRID TREES FOLDS SEED FOREST_TREES CORES

One JSON line per timing, as Grid's own sessions print them. The grid is written as Grid writes it; candidates are named
alike on both sides.
"""
import json
import os
import platform
import sys
import time

import joblib
import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import GridSearchCV


def say(**line):
    print(json.dumps(line, allow_nan=False), flush=True)


def value(text):
    words = {"none": None, "true": True, "false": False}
    if text in words:
        return words[text]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def parse(grid):
    pairs = (parameter.split("=") for parameter in grid.split(";"))
    return {name.strip(): [value(v.strip()) for v in values.split(",")] for name, values in pairs}


def named(params):
    def text(v):
        return "none" if v is None else str(v).lower() if isinstance(v, bool) else str(v)
    return "; ".join(f"{name}={text(params[name])}" for name in sorted(params))


def read(folder, name):
    table = np.loadtxt(os.path.join(folder, f"{name}.csv"), delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1]


def search(x, y, grid, trees, folds, seed, cores):
    forest = RandomForestClassifier(n_estimators=trees, random_state=seed)
    found = GridSearchCV(forest, grid, scoring="accuracy", cv=folds, n_jobs=cores)
    with joblib.parallel_backend("loky", n_jobs=cores):
        return found.fit(x, y)


def forest(folder, task, trees, seed, cores):
    kind = RandomForestClassifier if task == "classify" else RandomForestRegressor
    x, y = read(folder, f"{task}-train")
    test_x, test_y = read(folder, f"{task}-test")
    if task == "classify":
        y, test_y = y.astype(int), test_y.astype(int)
    model = kind(n_estimators=trees, random_state=seed, n_jobs=cores)
    kind(n_estimators=cores, n_jobs=cores).fit(x[:1000], y[:1000]).predict(test_x[:1000])
    start = time.perf_counter()
    model.fit(x, y)
    fit = time.perf_counter() - start
    start = time.perf_counter()
    predicted = model.predict(test_x)
    predict = time.perf_counter() - start
    score = np.mean(predicted == test_y) if task == "classify" else 1 - np.sum((test_y - predicted) ** 2) / np.sum((test_y - test_y.mean()) ** 2)
    say(op=task, s=fit, answer={"score": float(score)})
    say(op=f"{task}_predict", s=predict)


def main(folder, operations, grid, trees, folds, seed, forest_trees, cores):
    grid, trees, folds, seed, forest_trees, cores = parse(grid), int(trees), int(folds), int(seed), int(forest_trees), int(cores)
    x, y = read(folder, "digits")
    y = y.astype(int)
    search(x, y, {"max_depth": [3, None]}, 2, folds, seed, cores)
    say(op="start", version=f"scikit-learn {sklearn.__version__}, joblib {joblib.__version__} (loky, n_jobs={cores}), Python {platform.python_version()}")
    for operation in operations.split(","):
        if operation == "search":
            start = time.perf_counter()
            found = search(x, y, grid, trees, folds, seed, cores)
            seconds = time.perf_counter() - start
            table = found.cv_results_
            say(op="search", s=seconds, answer={named(p): float(m) for p, m in zip(table["params"], table["mean_test_score"])})
        else:
            forest(folder, operation, forest_trees, seed, cores)
    say(op="end")


if __name__ == "__main__":
    main(*sys.argv[1:])
