"""Makes sklearn-trees.json: what single trees without random draws predict, under each of their parameters, with and without weights.

Run with scikit-learn 1.2.1: python3 trees.py > sklearn-trees.json
Every case is grown from ten seeds, which must agree: of equal splits scikit-learn takes one at random. And it is grown with weights
that are a hair off, as equal splits may differ in a last digit.
"""
import json

import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

rng = np.random.default_rng(5)
rows, tests = 160, 12
# What is a multiple of 1/64 is the same as scikit-learn's 32-bit floats.
x = np.round(rng.normal(size=(rows, 3)) * 4 * 64) / 64
signal = x[:, 0] - 0.6 * x[:, 1] + np.where(x[:, 2] > 1, 3, 0) + rng.normal(size=rows)
number = np.round(signal * 1000) / 1000
name = np.array(["a", "b", "c"])[np.digitize(signal, [-3, 2])]
weight = np.round(rng.exponential(size=rows) * 1000 + 1) / 1000
weight[::17] = 0

limits = [
    {"max_leaf_nodes": 5}, {"max_leaf_nodes": 9, "min_samples_leaf": 3}, {"max_leaf_nodes": 6, "max_depth": 3}, {"max_leaf_nodes": 2},
    {"max_leaf_nodes": 8, "min_samples_split": 40}, {"max_leaf_nodes": 7, "min_impurity_decrease": 0.02},
    {"max_depth": 4, "ccp_alpha": 0.02}, {"max_depth": 5, "min_samples_leaf": 5, "ccp_alpha": 0.01}, {"ccp_alpha": 0.05}, {"max_leaf_nodes": 12, "ccp_alpha": 0.015},
    {"max_depth": 3}, {"max_depth": 4, "min_samples_leaf": 8},
]
classes = [{}, {"criterion": "entropy"}, {"class_weight": "balanced"}, {"class_weight": "a:5/c:0.25", "criterion": "entropy"}, {"class_weight": "b:3"}]


def fit(settings, task, weights, seed, off=0):
    options = dict(settings)
    kind, target = (DecisionTreeClassifier, name) if task == "classification" else (DecisionTreeRegressor, number)
    if ":" in str(options.get("class_weight", "")):
        options["class_weight"] = {part.split(":")[0]: float(part.split(":")[1]) for part in options["class_weight"].split("/")}
    return kind(random_state=seed, **options).fit(x[:-tests], target[:-tests], sample_weight=(weight if weights else np.ones(rows))[:-tests] * (1 + off * np.random.default_rng(seed).random(rows - tests)))


cases = []
for task in ["classification", "regression"]:
    for limit in limits:
        if task == "regression":
            limit = {key: value * 25 if isinstance(value, float) else value for key, value in limit.items()}
        for extra in classes if task == "classification" else [{}]:
            for weights in [False, True]:
                trees = [fit({**limit, **extra}, task, weights, seed) for seed in range(10)]
                predict = [t.predict_proba(x) if task == "classification" else t.predict(x) for t in trees]
                near = [fit({**limit, **extra}, task, weights, seed, 1e-7) for seed in range(10)]
                if not all(np.allclose(trees[0].feature_importances_, t.feature_importances_, rtol=1e-4) for t in near):
                    continue
                if not all(np.allclose(predict[0], p, rtol=0, atol=1e-11) for p in predict) or not all(np.allclose(trees[0].feature_importances_, t.feature_importances_) for t in trees):
                    continue
                cases.append({"task": task, "settings": {**limit, **extra}, "weights": weights, "leaves": int(trees[0].get_n_leaves()),
                              "importances": trees[0].feature_importances_.tolist(), "predictions": predict[0][-tests:].ravel().tolist()})
print(json.dumps({"x": x.tolist(), "number": number.tolist(), "name": name.tolist(), "weight": weight.tolist(), "tests": tests, "cases": cases}, separators=(",", ":")))
