"""Makes sklearn-scores.json: scikit-learn's scores of made-up truths and predictions, with ties and absent classes.

Run with scikit-learn 1.2.1 (python3-sklearn of Debian 12): python3 scores.py > sklearn-scores.json
"""
import json
import warnings

import numpy as np
from sklearn import metrics as m
from sklearn.preprocessing import label_binarize

warnings.simplefilter("ignore")
rng = np.random.RandomState(16)
cases = []


def value(call):
    try:
        v = float(call())
    except ValueError:
        return None
    return v if np.isfinite(v) else None


def classes(rows, labels, grain, present=None):
    present = labels if present is None else present
    truth = rng.choice(present, rows)
    truth[: len(present)] = present[: rows]
    votes = rng.multinomial(grain, np.ones(len(labels)) / len(labels), rows) + (grain // 3) * (truth[:, None] == np.array(labels))
    proba = votes / votes.sum(axis=1, keepdims=True)
    guess = np.array(labels)[proba.argmax(axis=1)]
    k = len(labels)
    full = len(set(truth)) == k
    two = k == 2
    score = {
        "accuracy": lambda: m.accuracy_score(truth, guess),
        "balanced_accuracy": lambda: m.balanced_accuracy_score(truth, guess),
        "matthews_corrcoef": lambda: m.matthews_corrcoef(truth, guess),
        "cohen_kappa": lambda: m.cohen_kappa_score(truth, guess),
        "neg_log_loss": lambda: -m.log_loss(truth, proba, labels=labels),
        "top_k_accuracy": lambda: 1.0 if two else m.top_k_accuracy_score(truth, proba, k=2, labels=labels),
        "neg_brier_score": lambda: -m.brier_score_loss(truth == labels[1], proba[:, 1]) if two
        else -np.mean(((proba - label_binarize(truth, classes=labels)) ** 2).sum(axis=1)),
    }
    for name, f in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        for average in ["macro", "micro", "weighted"]:
            score[f"{name}_{average}"] = lambda f=f, average=average: f(truth, guess, average=average)
        if two:
            score[name] = lambda f=f: f(truth, guess, pos_label=1)
    positive = labels.index(1) if two and 1 in labels else 1
    score["average_precision"] = (lambda: m.average_precision_score(truth == labels[positive], proba[:, positive])) if two \
        else (lambda: m.average_precision_score(label_binarize(truth, classes=labels), proba, average="macro"))
    for kind in ["ovr", "ovo"]:
        for average in ["macro", "weighted"]:
            name = f"roc_auc_{kind}" + ("" if average == "macro" else "_weighted")
            if not full:
                score[name] = lambda: float("nan")
            elif two:
                score[name] = lambda: m.roc_auc_score(truth, proba[:, 1])
            else:
                score[name] = lambda kind=kind, average=average: m.roc_auc_score(truth, proba, multi_class=kind, average=average, labels=labels)
    cases.append({"task": "classification", "labels": list(map(int, labels)), "truth": truth.tolist(),
                  "predictions": proba.ravel().tolist(), "scores": {n: value(c) for n, c in score.items()}})


def numbers(truth, guess):
    score = {
        "r2": lambda: m.r2_score(truth, guess),
        "explained_variance": lambda: m.explained_variance_score(truth, guess),
        "neg_mean_squared_error": lambda: -m.mean_squared_error(truth, guess),
        "neg_root_mean_squared_error": lambda: -m.mean_squared_error(truth, guess, squared=False),
        "neg_mean_absolute_error": lambda: -m.mean_absolute_error(truth, guess),
        "neg_median_absolute_error": lambda: -m.median_absolute_error(truth, guess),
        "neg_mean_absolute_percentage_error": lambda: -m.mean_absolute_percentage_error(truth, guess),
        "neg_mean_squared_log_error": lambda: -m.mean_squared_log_error(truth, guess),
        "neg_root_mean_squared_log_error": lambda: -m.mean_squared_log_error(truth, guess, squared=False),
        "max_error": lambda: -m.max_error(truth, guess),
    }
    cases.append({"task": "regression", "truth": list(map(float, truth)), "predictions": list(map(float, guess)),
                  "scores": {n: value(c) for n, c in score.items()}})


classes(60, [0, 1], 7)
classes(41, [0, 1], 100)
classes(20, [1, 2], 5)
classes(12, [0, 1], 4, present=[0])
classes(12, [0, 1], 4, present=[1])
classes(9, [0, 1], 0 + 3, present=[0])
classes(80, [0, 1, 2], 6)
classes(70, [3, 5, 8, 9], 10)
classes(30, [0, 1, 2], 5, present=[0, 2])
classes(15, [0, 1, 2, 3, 4], 4, present=[4])
classes(1, [0, 1, 2], 4, present=[1])
numbers(np.round(rng.lognormal(size=50), 3), np.round(rng.lognormal(size=50), 3))
numbers(np.arange(11.0), np.arange(11.0) + 0.5)
numbers(np.full(6, 3.0), np.full(6, 3.0))
numbers(np.full(6, 3.0), np.array([3.0, 3, 3, 3, 3, 4]))
numbers(np.array([0, 0, 1e-12, 2e-9]), np.array([1e-12, 0, 3e-12, 1e-9]))
numbers(np.array([-1.0, 2, 3, 4]), np.array([1.0, 2, 2, 5]))
numbers(np.array([1.0, 2, 3, 4]), np.array([-1.0, 2, 2, 5]))
numbers(rng.normal(size=200) * 1e6 + 1e8, rng.normal(size=200) * 1e6 + 1e8)
numbers(np.array([2.0]), np.array([2.5]))
print(json.dumps(cases, separators=(",", ":")))
