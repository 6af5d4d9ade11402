"""Makes sklearn-evaluations.json: scikit-learn's reports and curves of the predictions in sklearn-scores.json, case by case.

Run with scikit-learn 1.2.1: python3 evaluations.py > sklearn-evaluations.json
The first threshold of a ROC curve, which later releases have at infinity, is left out.
"""
import json
import warnings

import numpy as np
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

warnings.simplefilter("ignore")
found = []
for case in json.load(open("sklearn-scores.json")):
    truth = np.array(case["truth"])
    if case["task"] == "regression":
        residuals = truth - np.array(case["predictions"])
        shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]
        found.append({"mean": residuals.mean(), "std": residuals.std(), "quantiles": np.quantile(residuals, shares).tolist()})
        continue
    labels = case["labels"]
    proba = np.array(case["predictions"]).reshape(-1, len(labels))
    guess = np.array(labels)[proba.argmax(axis=1)]
    report = m.classification_report(truth, guess, labels=labels, output_dict=True, zero_division=0)
    lines = [report[str(label)] for label in labels] + [report["macro avg"], report["weighted avg"]]
    shown = [labels.index(1) if 1 in labels else 1] if len(labels) == 2 else range(len(labels))
    curves = []
    for k in shown:
        own = truth == labels[k]
        fpr, tpr, thresholds = m.roc_curve(own, proba[:, k]) if 0 < own.sum() < len(own) else ([], [], [])
        precision, recall, levels = m.precision_recall_curve(own, proba[:, k])
        right, given = calibration_curve(own, proba[:, k], n_bins=10, pos_label=True)
        curves.append({"roc": [list(fpr), list(tpr), list(thresholds)[1:]], "pr": [list(precision), list(recall), list(levels)],
                       "calibration": [list(given), list(right)]})
    found.append({"confusion": m.confusion_matrix(truth, guess, labels=labels).tolist(),
                  "report": [[line["precision"], line["recall"], line["f1-score"], float(line["support"])] for line in lines],
                  "curves": curves})
print(json.dumps(found, separators=(",", ":")))
