namespace Grid.Learning.Tests;

public unsafe class RankListsTests
{
    [Fact]
    public void Parted_lists_are_those_of_both_sides_sorted_anew()
    {
        const int Rows = 300;
        var matrix = Tables.MadeMatrix(4, Rows, 3, 2000, 0);
        Assert.All(matrix.Features, f => Assert.True(f.IsWide));
        using var lists = new RankLists(matrix.Features, Rows);
        using var sort = new RankSort(Rows);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        ulong[] none = new ulong[1];
        lists.Begin(0, Rows);
        foreach (int f in lists.Features)
            new Span<ulong>(Sorted(sort, matrix, f, rows), Rows).CopyTo(new Span<ulong>(lists.KeysOf(f, 0), Rows));
        int middle = Part(0, Rows, 0, matrix.Features[0].BinCount / 3);
        _ = Part(0, middle, 2, matrix.Features[2].BinCount / 2);
        _ = Part(middle, Rows, 1, matrix.Features[1].BinCount / 4);

        int Part(int start, int end, int feature, int cut)
        {
            Assert.True(lists.Covers(start, end));
            lists.Mark(feature, start, end, cut);
            lists.Part(start, end, none);
            int[] node = rows[start..end];
            int[] left = [.. node.Where(r => matrix.WideColumn(feature)[r] <= cut)], right = [.. node.Except(left)];
            Assert.NotEmpty(left);
            left.CopyTo(rows, start);
            right.CopyTo(rows, start + left.Length);
            foreach (int f in lists.Features)
            {
                // The root's slots are the rows.
                foreach (var (side, from) in new[] { (left, start), (right, start + left.Length) })
                {
                    ulong* keys = Sorted(sort, matrix, f, side);
                    for (int i = 0; i < side.Length; i++)
                        Assert.Equal((RankSort.BinOf(keys[i]), side[RankSort.PlaceOf(keys[i])]), (RankSort.BinOf(lists.KeysOf(f, from)[i]), RankSort.PlaceOf(lists.KeysOf(f, from)[i])));
                }
            }
            Assert.False(lists.Covers(start, Rows + 1));
            return start + left.Length;
        }
    }

    private static ulong* Sorted(RankSort sort, TrainingMatrix matrix, int feature, int[] rows)
    {
        for (int i = 0; i < rows.Length; i++)
            sort.Keys[i] = RankSort.Key(matrix.WideColumn(feature)[rows[i]], i);
        sort.Sort(rows.Length);
        return sort.Keys;
    }
}
