namespace Grid.Query;

/// <summary>
/// Finds up to which random number the rows of each class are drawn. Rows are counted by class and by the upper bits of their numbers; the bin in which the last
/// row to be drawn lies is looked into by the next bits, until no row beyond it is in its bin: two or three looks.
/// </summary>
internal static class SplitFit
{
    private const int FirstBits = 54, NextBits = 12;

    /// <summary>The transform that keeps the rows that are drawn.</summary>
    /// <exception cref="QuestionException">The rows cannot be parted so.</exception>
    public static async Task<SplitTransform> FitAsync(SplitDraw draw, Func<Question, IReadOnlyList<Transform>, Task<Answer>> ask)
    {
        IReadOnlyList<Scalar> classes = draw.Stratify is null ? [] : await CategoryFit.FindAsync("split", draw.Stratify, CategoryFit.MostColumns, question => ask(question, [])).ConfigureAwait(false);
        var counts = await CountAsync(FirstBits, null).ConfigureAwait(false);
        long[] sizes = [.. counts.Select(bins => bins.Sum(bin => bin.Rows))];
        long drawn = SplitSizes.Drawn(draw, sizes.Sum());
        if (draw.Stratify is { } column)
            RequireClasses(column, classes, sizes, drawn);
        long[] wanted = draw.Stratify is null ? [drawn] : SplitSizes.Allot(sizes, drawn);
        var last = new SplitRange[sizes.Length];
        // How many rows of a class are still to be drawn from within its range.
        long[] left = [.. wanted];
        var open = Enumerable.Range(0, sizes.Length).ToDictionary(c => c, _ => SplitRange.All);
        for (int bits = FirstBits; ; bits = Math.Max(0, bits - NextBits))
        {
            foreach (int c in open.Keys.ToArray())
                Narrow(c, bits);
            if (open.Count == 0)
                return new SplitTransform(draw.Seed, draw.Stratify, classes, last, Inside: true);
            if (bits == 0)
                throw new QuestionException("split: some rows have one place, as after a join, and cannot be told apart by it: save the table first, and split what was saved.");
            SplitRange[] ranges = [.. Enumerable.Range(0, sizes.Length).Select(c => open.GetValueOrDefault(c, SplitRange.None))];
            counts = await CountAsync(Math.Max(0, bits - NextBits), ranges).ConfigureAwait(false);
        }

        void Narrow(int c, int bits)
        {
            if (wanted[c] == 0 || wanted[c] == sizes[c])
            {
                last[c] = wanted[c] == 0 ? SplitRange.None : SplitRange.All;
                open.Remove(c);
                return;
            }
            foreach (var (first, rows) in counts[c])
            {
                ulong end = first + ((1UL << bits) - 1);
                if (left[c] <= rows)
                {
                    open[c] = new SplitRange(first, end);
                    if (left[c] == rows)
                    {
                        last[c] = new SplitRange(0, end);
                        open.Remove(c);
                    }
                    return;
                }
                left[c] -= rows;
            }
        }

        async Task<List<(ulong First, long Rows)>[]> CountAsync(int bits, SplitRange[]? within)
        {
            Transform[] added = [new SplitNumbersTransform(draw.Seed, draw.Stratify, classes, bits)];
            if (within is not null)
                added = [new SplitTransform(draw.Seed, draw.Stratify, classes, within, Inside: true), .. added];
            var answer = (GroupByAnswer)await ask(new GroupByQuestion([SplitNumbersTransform.Class, SplitNumbersTransform.Number], ["count()"]), added).ConfigureAwait(false);
            List<(ulong First, long Rows)>[] bins = [.. Enumerable.Range(0, draw.Stratify is null ? 1 : classes.Count + 1).Select(_ => new List<(ulong, long)>())];
            foreach (var group in answer.Groups)
                bins[group.Keys[0].AsInt64].Add((unchecked((ulong)group.Keys[1].AsInt64), group.Values[0].AsInt64));
            foreach (var list in bins)
                list.Sort();
            return bins;
        }
    }

    // As StratifiedShuffleSplit demands it.
    private static void RequireClasses(string column, IReadOnlyList<Scalar> classes, long[] sizes, long drawn)
    {
        int lone = Array.IndexOf(sizes, 1);
        if (lone >= 0)
            throw new QuestionException($"split: the class {(lone < classes.Count ? $"'{classes[lone]}'" : "of missing values")} of column '{column}' has one row alone, and each class is in both parts: leave the row out by --where, or split without --stratify.");
        int count = sizes.Count(size => size > 0);
        long rest = sizes.Sum() - drawn;
        if (drawn < count || rest < count)
            throw new QuestionException($"split: column '{column}' has {count:N0} classes, more than the {Math.Min(drawn, rest):N0} row{(Math.Min(drawn, rest) == 1 ? "" : "s")} for {(drawn < count ? "the test" : "training")}: give that part more rows, or split without --stratify.");
    }
}
