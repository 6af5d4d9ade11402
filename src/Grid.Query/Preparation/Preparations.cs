using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Fits the steps of a preparation: asks a table, as the transforms before a step leave it, for the figures that the step needs, and puts
/// transforms with those figures in its place. So later steps are fitted on what earlier ones give, as in scikit-learn's pipelines.
/// </summary>
public static class Preparations
{
    /// <summary>Whether there are steps that are not fitted.</summary>
    public static bool AreOpen(IReadOnlyList<Transform> transforms) => transforms.Any(t => t is PreparationStep);

    /// <summary>Fits one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="schema">The columns of the source.</param>
    /// <param name="before">The transforms before it, all of them fitted.</param>
    /// <param name="ask">Asks a question of the source.</param>
    /// <returns>What takes its place.</returns>
    /// <exception cref="QuestionException">The step does not fit the columns, or the rows do not have what it needs.</exception>
    public static async Task<IReadOnlyList<Transform>> FitAsync(PreparationStep step, Schema schema, IReadOnlyList<Transform> before, Func<Question, Task<Answer>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var scope = FramePlan.Of(schema, before).Scope;
        StepForecast.Apply(step, FramePlan.Of(schema, before).Scope);
        switch (step)
        {
            case FillStep fill:
                var fills = await FiguresAsync(fill.Columns.Select(c => FillFit.Aggregate(c) is { } one ? new[] { one } : [])).ConfigureAwait(false);
                return [.. fill.Columns.Select((c, i) => FillFit.Fitted(c, scope.Get(c.Column), fills[i].FirstOrDefault()))];
            case ScaleStep scale:
                var scales = await FiguresAsync(scale.Columns.Select(ScaleFit.Aggregates)).ConfigureAwait(false);
                return [.. scale.Columns.Select((c, i) => ScaleFit.Fitted(c, scope.Get(c.Column), scales[i]))];
            case ClipStep clip:
                var bounds = await FiguresAsync(clip.Columns.Select(ClipFit.Aggregates)).ConfigureAwait(false);
                return [.. clip.Columns.Select((c, i) => ClipFit.Fitted(c, scope.Get(c.Column), bounds[i]))];
            default:
                throw new QuestionException($"a step of type {step.GetType().Name} is not known.");
        }

        // One question for all columns of a step.
        async Task<IReadOnlyList<Scalar[]>> FiguresAsync(IEnumerable<IReadOnlyList<string>> wanted)
        {
            var lists = wanted.ToList();
            string[] all = [.. lists.SelectMany(list => list).Distinct(StringComparer.Ordinal)];
            if (all.Length == 0)
                return [.. lists.Select(_ => Array.Empty<Scalar>())];
            var answer = (AggregateAnswer)await ask(new AggregateQuestion(all) { Transforms = before }).ConfigureAwait(false);
            return [.. lists.Select(list => list.Select(text => answer.Values[Array.IndexOf(all, text)]).ToArray())];
        }
    }
}
