using Grid.Learning;
using Grid.Report;

namespace Grid.Cli.Tests;

public class HeatMapTests
{
    [Fact]
    public void Shows_the_best_score_over_the_parameters_that_matter_most() => Assert.Equal(
        """
        best accuracy by max_features (down) and max_depth (across)
                     3       none
           1  ░ 0.7000   █ 0.9000
        sqrt  ░ 0.7400   █ 0.9400*

        """,
        HeatMapText.Of(HeatMap.Of(Searches.Eight)!));

    [Fact]
    public void Shows_the_parameters_that_are_asked_for() => Assert.Equal(
        """
        best accuracy by max_depth (down) and bootstrap (across)
                 false       true
           3  ░ 0.7200   ░ 0.7400
        none  █ 0.9200   █ 0.9400*

        """,
        HeatMapText.Of(HeatMap.Of(Searches.Eight, ("bootstrap", "max_depth"))!));

    [Fact]
    public void One_parameter_is_one_row() => Assert.Equal(
        """
        best r2 by max_depth
                  2           5        none
              ░ -30       ▓ -12   █ -2.5000*

        """,
        HeatMapText.Of(HeatMap.Of(Depths)!));

    [Fact]
    public void Nothing_that_varies_is_no_map() => Assert.Null(HeatMap.Of(Searches.Of("max_depth=3", (_, _) => 0.5)));

    [Fact]
    public void A_cell_without_a_candidate_is_empty()
    {
        var map = HeatMap.Of(Searches.Of("max_depth=3; max_features=1 | max_depth=5; max_features=2", (c, _) => c.Parameters.MaxDepth!.Value / 10.0), ("max_depth", "max_features"))!;
        Assert.Equal([0.3, double.NaN], map.Scores[0]);
        Assert.Equal([double.NaN, 0.5], map.Scores[1]);
        Assert.True(double.IsNaN(map.Share(map.Scores[0][1])));
        Assert.Contains("– ", HeatMapText.Of(map), StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_without_a_score_does_not_hide_the_others()
    {
        var map = HeatMap.Of(Searches.Of("max_depth=3,5; bootstrap=true,false", (c, _) => c.Parameters.Bootstrap ? double.NaN : 0.5), ("max_depth", "bootstrap"))!;
        Assert.Equal([0.5, 0.5], map.Scores[0]);
        Assert.Equal([1.0, 1.0], map.Scores[0].Select(map.Share));
        Assert.Equal([double.NaN, double.NaN], map.Scores[1]);
    }

    [Fact]
    public void Values_ascend_with_words_and_none_behind_the_numbers()
    {
        var axis = Assert.Single(ParameterAxis.Of(Searches.Of("max_features=none,10,sqrt,0.5,2", (_, _) => 0.5)));
        Assert.Equal(["2", "10", "0.5", "sqrt", "none"], axis.Values.Select(v => v.ToString()));
    }

    [Fact]
    public void Cells_are_coloured_by_score_and_the_best_is_bold()
    {
        var (worst, middle, best) = (HeatMapGrid.Shade(0, false), HeatMapGrid.Shade(0.5, false), HeatMapGrid.Shade(1, true));
        Assert.Equal(3, new[] { worst.Background, middle.Background, best.Background }.Distinct().Count());
        Assert.True(worst.Background.G < middle.Background.G && middle.Background.G < best.Background.G);
        Assert.Equal(Spectre.Console.Decoration.Bold, best.Decoration);
        Assert.Equal(Spectre.Console.Decoration.None, worst.Decoration);
    }

    [Fact]
    public void A_terminal_shows_the_same_figures()
    {
        using var output = new StringWriter();
        Terminals.Plain(output, 80).Write(Assert.Single(HeatMapGrid.Of(HeatMap.Of(Searches.Eight)!, 80)));
        string[] lines = output.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains("sqrt", StringComparison.Ordinal) && line.Contains("0.7400", StringComparison.Ordinal) && line.Contains("0.9400*", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void A_map_of_many_columns_is_whole_figures_in_strips(int width)
    {
        const int Columns = 15;
        var map = HeatMap.Of(
            Searches.Of($"max_depth={string.Join(',', Enumerable.Range(1, Columns))}; max_features=1,sqrt", (c, _) => c.Index / 100.0), ("max_depth", "max_features"))!;
        using var output = new StringWriter();
        foreach (var strip in HeatMapGrid.Of(map, width))
            Terminals.Plain(output, width).Write(strip);
        string[] lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd('\r').Length, 0, width));
        string[] figures = [.. lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Contains('.', StringComparison.Ordinal)).Select(word => word.Trim())];
        Assert.Equal(map.Scores.SelectMany(row => row).Order(), figures.Select(f => double.Parse(f.TrimEnd('*'), System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal("0.2900*", Assert.Single(figures, figure => figure.EndsWith('*')));
        Assert.Equal(width == 200, lines.Count(line => line.Contains("sqrt", StringComparison.Ordinal)) == 1);
    }

    private static SearchResults Depths => Searches.Of(
        "max_depth=5,none,2", (c, _) => c.Parameters.MaxDepth switch { null => -2.5, 5 => -12, _ => -30 }, LearningTask.Regression);
}
