"""Makes sklearn-importance.json: importances and partial dependences of single trees, which have no random draws, over digits.csv.

Run with scikit-learn 1.2.1: python3 importance.py > sklearn-importance.json
"""
import json

import numpy as np
import pandas as pd
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

table = pd.read_csv("digits.csv")
names = ["pixel_2_3", "pixel_3_4", "pixel_4_4", "pixel_5_2", "pixel_6_6", "pixel_0_0"]
x, y = table[names].to_numpy(float), table["target"].to_numpy()
found = []
for tree, scoring in [(DecisionTreeRegressor(max_depth=3), "r2"), (DecisionTreeClassifier(max_depth=3), "accuracy"), (DecisionTreeRegressor(max_depth=3), "neg_mean_absolute_error")]:
    tree.fit(x, y)
    for seed in [0, 5]:
        shuffled = permutation_importance(tree, x, y, scoring=scoring, n_repeats=3, random_state=seed)
        case = {"task": "classification" if scoring == "accuracy" else "regression", "scoring": scoring, "seed": seed,
                "impurity": tree.feature_importances_.tolist(), "mean": shuffled.importances_mean.tolist(),
                "std": shuffled.importances_std.tolist(), "values": shuffled.importances.tolist(), "dependence": []}
        for resolution in [100, 5]:
            part = partial_dependence(tree, x, [1], method="brute", kind="average", grid_resolution=resolution)
            case["dependence"].append({"resolution": resolution, "values": part["values"][0].tolist(), "means": part["average"].T.ravel().tolist()})
        found.append(case)
print(json.dumps({"features": names, "cases": found}, separators=(",", ":")))
