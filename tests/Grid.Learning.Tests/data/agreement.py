"""Makes sklearn-agreement.json: what forests score on five tables, by every scoring, as means and deviations over seeds.

Run with scikit-learn 1.2.1: python3 agreement.py [SEEDS] > sklearn-agreement.json
The skewed, the sparse and the many-category table are made here and in ScoringAgreementTests by the same whole numbers; digits.csv is
every third row of itself. Texts are numbered in ordinal order.
"""
import csv
import json
import sys
import warnings

import numpy as np
from sklearn import ensemble, metrics as m
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import label_binarize

warnings.simplefilter("ignore")
SEEDS, TREES, FOLDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30, 10, 3

CLASSES = [
    "max_features=sqrt", "criterion=entropy; max_depth=5; max_features=0.5", "bootstrap=false; max_features=log2; min_samples_leaf=3",
    "class_weight=balanced; max_depth=6", "ccp_alpha=0.004", "max_leaf_nodes=12", "max_samples=0.5; min_samples_split=8",
    "min_impurity_decrease=0.002; max_features=2", "class_weight=balanced_subsample; max_leaf_nodes=20",
]
NUMBERS = [
    "max_features=none", "max_depth=5; max_features=0.5", "bootstrap=false; max_features=sqrt; min_samples_leaf=3",
    "max_samples=0.5; min_samples_split=8", "max_leaf_nodes=12",
]
EXTRA = ["max_features=none", "bootstrap=true; max_features=0.5; min_samples_leaf=2", "max_depth=6; max_features=sqrt"]


class Draws:
    """Knuth's congruential generator, whose upper bits are the same everywhere."""

    def __init__(self):
        self.state = 1

    def below(self, count):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % count


def skewed():
    draw, rows = Draws(), []
    for _ in range(500):
        a, b, c, d = 1000000 // (1 + draw.below(5000)), draw.below(100) ** 3, draw.below(1000), 2 ** draw.below(20)
        rows.append([a, b, c, d, 3 * a + b // 10 + 20 * c + draw.below(4000)])
    return rows


def sparse():
    draw, rows = Draws(), []
    for _ in range(500):
        x = [1 + draw.below(4) if draw.below(8) == 0 else 0 for _ in range(24)]
        signal = 3 * x[0] + 2 * x[1] + x[2] + x[3] - 2 * x[4] + draw.below(4)
        rows.append(x + [2 if signal > 6 else 1 if signal > 2 else 0])
    return rows


def categories():
    draw, rows = Draws(), []
    for _ in range(600):
        place, kind, size = draw.below(150) * draw.below(150) // 150, draw.below(12), draw.below(100)
        rows.append([f"p{place}", f"k{kind}", size, 1 if place * 37 % 11 + kind % 4 + size // 25 + draw.below(6) > 12 else 0])
    return rows


def carried(name, every=1):
    with open(name) as file:
        lines = list(csv.reader(file))[1:]
    return lines[::every]


def numbered(column):
    try:
        return np.array([float(v) for v in column])
    except ValueError:
        return np.unique(np.array(column), return_inverse=True)[1].astype(float)


def parse(text):
    words = {"none": None, "true": True, "false": False}
    pairs = dict(part.strip().split("=") for part in text.split(";"))
    return {k: words[v] if v in words else int(v) if v.isdigit() else float(v) if v[0].isdigit() else v for k, v in pairs.items()}


def class_scores(truth, proba, labels):
    guess = labels[proba.argmax(axis=1)]
    two, flags = len(labels) == 2, label_binarize(truth, classes=labels)
    score = {
        "accuracy": m.accuracy_score(truth, guess), "balanced_accuracy": m.balanced_accuracy_score(truth, guess),
        "matthews_corrcoef": m.matthews_corrcoef(truth, guess), "cohen_kappa": m.cohen_kappa_score(truth, guess),
        "neg_log_loss": -m.log_loss(truth, proba, labels=labels), "top_k_accuracy": 1.0 if two else m.top_k_accuracy_score(truth, proba, k=2, labels=labels),
        "neg_brier_score": -m.brier_score_loss(truth == 1, proba[:, 1]) if two else -np.mean(((proba - flags) ** 2).sum(axis=1)),
        "average_precision": m.average_precision_score(truth == 1, proba[:, 1]) if two else m.average_precision_score(flags, proba, average="macro"),
    }
    for name, measure in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        for average in ["macro", "micro", "weighted"]:
            score[f"{name}_{average}"] = measure(truth, guess, average=average)
        if two:
            score[name] = measure(truth, guess)
    for kind in ["ovr", "ovo"]:
        for average in ["macro", "weighted"]:
            score[f"roc_auc_{kind}" + ("" if average == "macro" else "_weighted")] = m.roc_auc_score(truth, proba[:, 1]) if two \
                else m.roc_auc_score(truth, proba, multi_class=kind, average=average, labels=labels)
    return score


def number_scores(truth, guess):
    score = {
        "r2": m.r2_score(truth, guess), "explained_variance": m.explained_variance_score(truth, guess),
        "neg_mean_squared_error": -m.mean_squared_error(truth, guess), "neg_root_mean_squared_error": -m.mean_squared_error(truth, guess, squared=False),
        "neg_mean_absolute_error": -m.mean_absolute_error(truth, guess), "neg_median_absolute_error": -m.median_absolute_error(truth, guess),
        "neg_mean_absolute_percentage_error": -m.mean_absolute_percentage_error(truth, guess), "max_error": -m.max_error(truth, guess),
    }
    if (truth >= 0).all() and (guess >= 0).all():
        score["neg_mean_squared_log_error"] = -m.mean_squared_log_error(truth, guess)
        score["neg_root_mean_squared_log_error"] = -m.mean_squared_log_error(truth, guess, squared=False)
    return score


def run(table, rows, target, task, seeds=SEEDS):
    columns = list(zip(*rows))
    y = numbered(columns[target])
    x = np.column_stack([numbered(c) for i, c in enumerate(columns) if i != target % len(columns)])
    classes = task == "classification"
    splits = list((StratifiedKFold if classes else KFold)(FOLDS).split(x, y))
    candidates = []
    for model, grids in [("random_forest", CLASSES if classes else NUMBERS), ("extra_trees", EXTRA)]:
        kind = getattr(ensemble, ("RandomForest" if model == "random_forest" else "ExtraTrees") + ("Classifier" if classes else "Regressor"))
        for grid in grids:
            settings, means = parse(grid), {}
            for seed in range(seeds):
                by_split = []
                for train, test in splits:
                    forest = kind(n_estimators=TREES, random_state=seed, **settings).fit(x[train], y[train])
                    by_split.append(class_scores(y[test], forest.predict_proba(x[test]), forest.classes_) if classes else number_scores(y[test], forest.predict(x[test])))
                for name in by_split[0]:
                    if all(name in scores for scores in by_split):
                        means.setdefault(name, []).append(np.mean([scores[name] for scores in by_split]))
            scores = {name: [float(f"{np.mean(v):.10g}"), float(f"{np.std(v, ddof=1):.4g}")] for name, v in means.items() if len(v) == seeds}
            candidates.append({"model": model, "grid": grid, "scores": scores})
            print(table, task, model, grid, file=sys.stderr, flush=True)
    return {"table": table, "task": task, "seeds": seeds, "candidates": candidates}


if __name__ == "__main__":
    taxi = carried("taxi.csv")
    tables = [
        run("digits", carried("digits.csv", 3), -1, "classification"),
        # The target is the fare, and then how it was paid: by card or not, no charge, and disputes.
        # Few fares are far out, and of two classes there are four rows and three, which make for wide deviations.
        run("taxi", taxi, -1, "regression", 4 * SEEDS),
        run("taxi", taxi, -2, "classification", 4 * SEEDS),
        run("skewed", skewed(), -1, "regression"),
        run("sparse", sparse(), -1, "classification"),
        run("categories", categories(), -1, "classification"),
    ]
    print(json.dumps({"trees": TREES, "folds": FOLDS, "tables": tables}, separators=(",", ":")))
