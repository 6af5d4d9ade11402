namespace Grid.Learning;

/// <summary>
/// A model of a user's own, as scikit-learn's estimators are: fitted to rows, and then predicting others. Registered with the silos under
/// a name, a search over that name spreads its candidates and folds over them. A new one is made for each trial, on a thread of the silo's
/// compute pool.
/// <code>
/// siloBuilder.AddGrid().AddModel&lt;NearestNeighbours&gt;("knn");
/// await frame.SearchAsync(new ForestSearch { Model = "knn", Target = "kind", ParamGrid = "k=1,5,15" });
/// </code>
/// </summary>
public interface IGridModel
{
    /// <summary>Fits the model.</summary>
    /// <param name="rows">The rows of a split that train, with their targets.</param>
    /// <param name="parameters">The candidate's parameters, by their names in the grid: a <see cref="bool"/>, a <see cref="long"/>, a <see cref="double"/>, a <see cref="string"/>, or null each.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="LearningException">A parameter is none of the model's, or has a value that it does not take: the search ends with the message.</exception>
    void Fit(ModelRows rows, IReadOnlyDictionary<string, ParameterValue> parameters, CancellationToken cancellation);

    /// <summary>Predicts: row by row a probability of each class, in the order of <see cref="ModelRows.Classes"/>, or a number.</summary>
    /// <param name="rows">The rows of the split that test; their targets are not there.</param>
    /// <param name="cancellation">Stops it.</param>
    double[] Predict(ModelRows rows, CancellationToken cancellation);
}
