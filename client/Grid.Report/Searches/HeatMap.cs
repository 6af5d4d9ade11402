using Grid.Learning;

namespace Grid.Report;

/// <summary>A search over two of its parameters: in each cell the best mean score over all the others.</summary>
internal sealed class HeatMap
{
    private readonly double[][] _scores;
    private readonly (int Row, int Column) _best;

    private HeatMap(SearchResults results, ParameterAxis across, ParameterAxis? down)
    {
        (Scoring, Across, Down) = (results.Scoring, across, down);
        _scores = [.. Enumerable.Range(0, down?.Values.Count ?? 1).Select(_ => Enumerable.Repeat(double.NaN, across.Values.Count).ToArray())];
        _best = (-1, -1);
        foreach (var candidate in results.Candidates)
        {
            int column = Place(across, candidate), row = down is null ? 0 : Place(down, candidate);
            if (column < 0 || row < 0)
                continue;
            ref double cell = ref _scores[row][column];
            if (candidate.MeanTestScore > cell || double.IsNaN(cell))
                cell = candidate.MeanTestScore;
            if (candidate == results.Best)
                _best = (row, column);
        }
        Least = Known.DefaultIfEmpty(double.NaN).Min();
        Greatest = Known.DefaultIfEmpty(double.NaN).Max();
    }

    /// <summary>What the scores are.</summary>
    public Scoring Scoring { get; }

    /// <summary>The parameter whose values are the columns.</summary>
    public ParameterAxis Across { get; }

    /// <summary>The parameter whose values are the rows; null where one alone varies, and there is one row.</summary>
    public ParameterAxis? Down { get; }

    /// <summary>The least score of a cell.</summary>
    public double Least { get; }

    /// <summary>The greatest score of a cell.</summary>
    public double Greatest { get; }

    /// <summary>Row by row, the best score of each cell; NaN where no candidate falls.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Scores => _scores;

    /// <summary>What the map shows, in a line.</summary>
    public string Title => Down is null
        ? $"best {Scoring} by {Across.Name}"
        : $"best {Scoring} by {Down.Name} (down) and {Across.Name} (across)";

    private IEnumerable<double> Known => _scores.SelectMany(row => row).Where(double.IsFinite);

    /// <summary>The map over two parameters; unless they are named, over the two that matter most. Null where nothing varies.</summary>
    /// <param name="results">The search.</param>
    /// <param name="names">Two parameters that <see cref="ParameterAxis.Varying"/> has.</param>
    public static HeatMap? Of(SearchResults results, (string Across, string Down)? names = null)
    {
        var axes = ParameterAxis.Of(results);
        if (names is var (across, down))
            return new HeatMap(results, axes.First(axis => axis.Name == across), axes.First(axis => axis.Name == down));
        return axes.Count == 0 ? null : new HeatMap(results, axes[0], axes.ElementAtOrDefault(1));
    }

    /// <summary>Whether the best candidate of all is in a cell.</summary>
    public bool IsBest(int row, int column) => _best == (row, column);

    /// <summary>Where a score lies between the least and the greatest: 0 to 1; NaN for a cell without one.</summary>
    public double Share(double score) => !double.IsFinite(score) ? double.NaN : Greatest > Least ? (score - Least) / (Greatest - Least) : 1;

    private static int Place(ParameterAxis axis, CandidateScore candidate)
    {
        for (int i = 0; i < axis.Values.Count; i++)
        {
            if (ParameterAxis.ValueOf(candidate, axis.Name) == axis.Values[i])
                return i;
        }
        return -1;
    }
}
