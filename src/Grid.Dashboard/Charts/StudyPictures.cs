using System.Globalization;
using Grid.Learning;

namespace Grid.Dashboard;

/// <summary>What is drawn of a study, made once for each time that its candidates were asked for.</summary>
/// <param name="board">The candidates.</param>
internal sealed class StudyPictures(StudyBoard board)
{
    private (int, int)? _at;
    private object? _map;

    /// <summary>The candidates.</summary>
    public StudyBoard Board => board;

    /// <summary>Those that have a mean, the best first.</summary>
    public IReadOnlyList<StudyBoardRow> Scored { get; } = [.. StudyCharts.Scored(board)];

    /// <summary>The scores over time.</summary>
    public object OverTime { get; } = StudyCharts.OverTime(board);

    /// <summary>The candidates as lines through their parameters.</summary>
    public object Parallel { get; } = StudyCharts.Parallel(board);

    /// <summary>The best over the folds.</summary>
    public object Folds { get; } = StudyCharts.Folds(board);

    /// <summary>The share of the variance of the score that each parameter accounts for by itself, the greatest first.</summary>
    public IReadOnlyList<(string, double, string)> Effects { get; } =
    [
        .. ParameterEffect.Of(board.Parameters, [.. board.Candidates.Select(c => c.Values)], [.. board.Candidates.Select(c => c.Mean ?? double.NaN)])
            .Select(effect => (effect.Name, effect.Share, string.Create(CultureInfo.InvariantCulture, $"{100 * effect.Share:0.0} %"))),
    ];

    /// <summary>The best mean by the values of two parameters.</summary>
    public object Map(int down, int across)
    {
        if (_at != (down, across))
            (_at, _map) = ((down, across), StudyCharts.Map(board, down, across));
        return _map!;
    }
}
