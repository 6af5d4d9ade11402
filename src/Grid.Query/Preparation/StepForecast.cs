namespace Grid.Query;

/// <summary>
/// What a step will make of the columns, as far as their names and types go: a question is checked before anything is loaded, and what is wrong with
/// a step is found here, whatever the rows are.
/// </summary>
internal static class StepForecast
{
    /// <summary>Checks a step, and puts columns of the types that it will give in the place of those that it takes.</summary>
    /// <exception cref="QuestionException">A column is not known, is named twice, or is none for such a step.</exception>
    public static void Apply(PreparationStep step, Scope scope)
    {
        switch (step)
        {
            case FillStep fill:
                Once("fill", fill.Columns.Select(c => c.Column));
                foreach (var column in fill.Columns)
                    FittedColumn.Apply(FillFit.Foresee(column, scope.Get(column.Column)), scope);
                break;
            case ScaleStep scale:
                Once("scale", scale.Columns.Select(c => c.Column));
                foreach (var column in scale.Columns)
                    FittedColumn.Apply(ScaleFit.Foresee(column, scope.Get(column.Column)), scope);
                break;
            case ClipStep clip:
                Once("clip", clip.Columns.Select(c => c.Column));
                foreach (var column in clip.Columns)
                    FittedColumn.Apply(ClipFit.Foresee(column, scope.Get(column.Column)), scope);
                break;
            case OneHotStep onehot:
                Once("onehot", onehot.Columns);
                foreach (string column in onehot.Columns)
                    scope.Get(column);
                break;
            case OrdinalStep ordinal:
                Once("ordinal", ordinal.Columns);
                foreach (string column in ordinal.Columns)
                    FittedColumn.Apply(new OrdinalTransform(column, scope.Get(column).Type, []), scope);
                break;
            case DropCorrelatedStep correlated:
                CorrelatedColumns.RequireLimit(correlated.Limit);
                foreach (string column in correlated.Keep)
                    scope.Get(column);
                break;
            case SplitStep split:
                SplitSizes.Check(split.Draw);
                if (split.Draw.Stratify is { } stratify)
                    scope.Get(stratify);
                break;
            default:
                throw new QuestionException($"a step of type {step.GetType().Name} is not known.");
        }
    }

    /// <summary>Whether the names of the columns that a step gives are known only when it is fitted.</summary>
    public static bool IsOpen(Transform transform) => transform is OneHotStep or DropCorrelatedStep;

    private static void Once(string step, IEnumerable<string> columns)
    {
        if (columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            throw new QuestionException($"{step}: column '{twice}' is there twice; name it once, or in a second {step} after the first.");
    }
}
