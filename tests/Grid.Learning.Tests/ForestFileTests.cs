using Grid.Columns;

namespace Grid.Learning.Tests;

public class ForestFileTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void A_model_survives_its_file(int classes)
    {
        var batch = Tables.Made(3, 150, 4, 300, classes, 0.1);
        var matrix = TrainingMatrix.Build([batch], "y", classes > 0 ? LearningTask.Classification : LearningTask.Regression);
        var forest = Forest.Train(matrix, ForestParameters.Default(matrix.Task) with { Trees = 5, MaxDepth = 7, MaxFeatures = FeatureLimit.Fraction(0.5), MaxSamples = SampleLimit.Fraction(0.8), MaxLeafNodes = 40, CcpAlpha = 1e-4, ExtraTrees = true, ClassWeight = classes > 0 ? ClassWeighting.By(new Dictionary<string, double> { ["1"] = 2.5 }) : ClassWeighting.None, Seed = 99 });
        forest = forest.With(Evaluation.Of(forest, [batch]).ToHeldOutScores());
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        try
        {
            forest.Save(path);
            forest.Save(path);
            var loaded = Forest.Load(path);
            Assert.Equal(forest.Encode(), loaded.Encode());
            Assert.Equal(forest.Parameters, loaded.Parameters);
            Assert.Equal(forest.Importances, loaded.Importances);
            Assert.Equal(150, loaded.HeldOut!.Rows);
            Assert.Equal(forest.HeldOut!.Scores, loaded.HeldOut.Scores);
            Assert.Equal(forest.PredictMeans(batch, 1, CancellationToken.None), loaded.PredictMeans(batch, 1, CancellationToken.None));
            Assert.Single(Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Classes_and_categories_of_any_type_survive()
    {
        Column[] targets =
        [
            ColumnFactory.Utf8("b", "a"), ColumnFactory.Int64(long.MaxValue, 1), ColumnFactory.Bool(true, false), ColumnFactory.Float64(0.5, 1),
            ColumnFactory.Primitive<int>(DataType.Date32, [3, 4]), ColumnFactory.Primitive<ulong>(DataType.UInt64, [ulong.MaxValue, 4]),
            ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Microsecond, "Europe/Rome"), [3, 4]),
        ];
        foreach (var target in targets)
        {
            var batch = RecordBatch.From(("t", ColumnFactory.Utf8("u", "v")), ("y", target));
            var forest = Forest.Train(TrainingMatrix.Build([batch], "y", LearningTask.Classification), ForestParameters.SingleTree(LearningTask.Classification));
            var loaded = Forest.Decode(forest.Encode());
            Assert.Equal(forest.Labels!.Names, loaded.Labels!.Names);
            Assert.Equal(target.Type.Logical, loaded.Labels.Values.Type.Logical);
            Assert.Equal(forest.PredictClasses(batch), loaded.PredictClasses(batch));
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_wherever_the_damage_is()
    {
        var bytes = Forest.Train(Tables.MadeMatrix(1, 40, 2, 5, 2), ForestParameters.SingleTree(LearningTask.Classification)).Encode();
        for (int at = 8; at < bytes.Length; at += 7)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x40;
            Assert.Throws<LearningException>(() => Forest.Decode(damaged));
        }
        for (int length = 0; length < bytes.Length; length += 11)
            Assert.Throws<LearningException>(() => Forest.Decode(bytes[..length]));
        var flipped = bytes.ToArray();
        flipped[^40] ^= 1;
        Assert.Equal("'m' is damaged: its checksum does not match its content; save the model again.", Assert.Throws<LearningException>(() => Forest.Decode(flipped, "'m'")).Message);
    }

    // A stranger's file has the right checksum: a tree that goes round in a circle, one that leads out of the tree, a count of more than there is.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(2, 7, 0)]
    [InlineData(2, -2, 1)]
    [InlineData(2, 2, -1)]
    [InlineData(2, 2, 9)]
    public void A_tree_that_leads_nowhere_is_refused(int right, int leaf, int feature)
    {
        var nodes = new Tree.Node[3];
        nodes[0] = new Tree.Node { Right = right == 0 ? 1 : right, Feature = feature };
        nodes[1] = new Tree.Node { Right = 0, Feature = 0 };
        nodes[2] = new Tree.Node { Right = right == 0 ? 1 : 0, Feature = right == 0 ? 0 : leaf == 2 ? 1 : leaf };

        Assert.Throws<InvalidDataException>(() => Tree.Checked(nodes, new double[4], 2, 2));
    }

    // As many leaves as values say, and all ways lead forward: but two to one node, which packed nodes have no room for, or none to some.
    [Theory]
    [InlineData("4 3 0 0 0", null)]
    [InlineData("2 0 4 0 0", null)]
    [InlineData("4 4 0 0 0", "Node 1 of a tree leads where another does.")]
    [InlineData("4 3 4 0 0", "Node 2 of a tree leads where another does.")]
    [InlineData("2 0 0 0 0", "No node of a tree leads to node 3.")]
    public void A_tree_of_which_a_node_has_not_one_parent_is_refused(string rights, string? problem)
    {
        Tree.Node[] nodes = [.. rights.Split(' ').Select(right => new Tree.Node { Right = int.Parse(right, System.Globalization.CultureInfo.InvariantCulture) })];

        var refusal = Record.Exception(() => Tree.Checked(nodes, new double[3], 1, 1));

        Assert.Equal(problem, refusal?.Message);
        Assert.True(refusal is null or InvalidDataException);
    }

    [Fact]
    public void Few_bytes_cannot_ask_for_all_the_memory_there_is()
    {
        byte[] bytes = [.. BitConverter.GetBytes(int.MaxValue), .. new byte[40]];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => new BinaryReader(new MemoryStream(bytes)).ReadArray<double>());
        Assert.Throws<InvalidDataException>(() => new BinaryReader(new MemoryStream(bytes)).ReadTexts());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_of_the_first_version_is_read_without_what_it_has_not()
    {
        var model = Forest.Load(Tables.DataPath("version-1.model"));
        Assert.Null(model.ImportanceDeviations);
        Assert.Equal(("y", 2, "c"), (model.Target, model.Trees.Count, model.Features[1].Name));
        Assert.Null(Forest.Decode(model.Encode()).ImportanceDeviations);
    }

    [Fact]
    public void A_file_of_a_later_version_or_of_something_else_is_refused()
    {
        var bytes = Forest.Train(Tables.MadeMatrix(1, 40, 2, 5, 2), ForestParameters.SingleTree(LearningTask.Classification)).Encode();
        bytes[8] = 4;
        Assert.Equal("'m' was saved by a later version of Grid (format 4; this one reads up to 3); update Grid to read it.", Assert.Throws<LearningException>(() => Forest.Decode(bytes, "'m'")).Message);
        Assert.Equal("'m' is not a model that Grid has saved.", Assert.Throws<LearningException>(() => Forest.Decode("a,b,c\n1,2,3\n4,5,6\n7,8,9\n"u8.ToArray(), "'m'")).Message);
        string none = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        Assert.StartsWith($"there is no model '{none}'", Assert.Throws<LearningException>(() => Forest.Load(none)).Message);
        Assert.StartsWith($"the model cannot be saved to {none}/x/y: there is no folder {none}/x; ", Assert.Throws<LearningException>(() => Forest.Decode(Valid()).Save(Path.Combine(none, "x", "y"))).Message);

        static byte[] Valid() => Forest.Train(Tables.MadeMatrix(1, 40, 2, 5, 2), ForestParameters.SingleTree(LearningTask.Classification)).Encode();
    }
}
