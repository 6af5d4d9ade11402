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

    /// <summary>Whether the names of all columns are known before a step is fitted.</summary>
    public static bool AreForeseen(IReadOnlyList<Transform> transforms) => !transforms.Any(StepForecast.IsOpen);

    /// <summary>
    /// The transforms up to the first step that gives columns whose names are known only when it is fitted, with that step; all where there is none.
    /// What comes after such a step cannot be checked before.
    /// </summary>
    public static IReadOnlyList<Transform> Foreseen(IReadOnlyList<Transform> transforms) =>
        transforms.Index().FirstOrDefault(t => StepForecast.IsOpen(t.Item), (-1, null!)) is ( >= 0 and var at, _) ? [.. transforms.Take(at + 1)] : transforms;

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
                var fills = await FiguresAsync(fill.Columns.Select(c => FillFit.Aggregates(c, scope.Get(c.Column)))).ConfigureAwait(false);
                var filled = new List<Transform>();
                foreach (var (i, c) in fill.Columns.Index())
                {
                    filled.Add(c.With.Method is FillMethod.Forward or FillMethod.Backward ? await GapFit.FitAsync(c, scope.Get(c.Column).Type, before, ask).ConfigureAwait(false)
                        : FillFit.Fitted(c, scope.Get(c.Column), fills[i]));
                }
                return filled;
            case ScaleStep scale:
                var scales = await FiguresAsync(scale.Columns.Select(ScaleFit.Aggregates)).ConfigureAwait(false);
                return [.. scale.Columns.Select((c, i) => ScaleFit.Fitted(c, scope.Get(c.Column), scales[i]))];
            case ClipStep clip:
                var bounds = await FiguresAsync(clip.Columns.Select(c => ClipFit.Aggregates(c, scope.Get(c.Column)))).ConfigureAwait(false);
                return [.. clip.Columns.Select((c, i) => ClipFit.Fitted(c, scope.Get(c.Column), bounds[i]))];
            case OneHotStep onehot:
                var flags = new List<Transform>();
                foreach (string column in onehot.Columns)
                {
                    var categories = await CategoryFit.FindAsync("onehot", column, CategoryFit.MostColumns, Ask).ConfigureAwait(false);
                    flags.Add(new OneHotTransform(column, scope.Get(column).Type, categories, await CategoryFit.HasNullAsync(column, Ask).ConfigureAwait(false)));
                }
                return flags;
            case OrdinalStep ordinal:
                var positions = new List<Transform>();
                foreach (string column in ordinal.Columns)
                    positions.Add(new OrdinalTransform(column, scope.Get(column).Type, await CategoryFit.FindAsync("ordinal", column, CategoryFit.MostPositions, Ask).ConfigureAwait(false)));
                return positions;
            case DropCorrelatedStep correlated:
                string[] numbers = [.. scope.Names.Where(name => CommonType.IsNumber(scope.Get(name).Type) && scope.Get(name).Type.Kind != LogicalKind.Bool && !correlated.Keep.Contains(name))];
                if (numbers.Length < 2)
                    return [new DropCorrelatedTransform([])];
                return [new DropCorrelatedTransform(CorrelatedColumns.Of((CorrelationAnswer)await Ask(new CorrelationQuestion(numbers)).ConfigureAwait(false), correlated.Limit))];
            case SplitStep split:
                return [await SplitFit.FitAsync(split.Draw, (question, more) => ask(question with { Transforms = [.. before, .. more] })).ConfigureAwait(false) with { Inside = split.IsTest }];
            default:
                throw new QuestionException($"a step of type {step.GetType().Name} is not known.");
        }

        Task<Answer> Ask(Question question) => ask(question with { Transforms = before });

        // One question for all columns of a step.
        async Task<IReadOnlyList<Scalar[]>> FiguresAsync(IEnumerable<IReadOnlyList<string>> wanted)
        {
            var lists = wanted.ToList();
            string[] all = [.. lists.SelectMany(list => list).Distinct(StringComparer.Ordinal)];
            if (all.Length == 0)
                return [.. lists.Select(_ => Array.Empty<Scalar>())];
            var answer = (AggregateAnswer)await Ask(new AggregateQuestion(all)).ConfigureAwait(false);
            return [.. lists.Select(list => list.Select(text => answer.Values[Array.IndexOf(all, text)]).ToArray())];
        }
    }
}
