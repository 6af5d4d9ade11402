using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grid.Client;
using Grid.Columns;
using Grid.Learning;
using Grid.Query;

namespace Grid.Fuzz.Tests.Readers;

/// <summary>Models and recipes of strangers.</summary>
public sealed class ModelFuzzTests
{
    private static readonly RecordBatch Rows = RecordBatch.From(
        ("x", ColumnFactory.Float64(1, 2, 3, 4, 5, 6, 7, 8)), ("t", ColumnFactory.Utf8("a", "b", "a", "c", "b", "a", "c", "a")),
        ("y", ColumnFactory.Utf8("p", "q", "p", "q", "p", "q", "p", "p")), ("z", ColumnFactory.Float64(1, 4, 9, 16, 25, 36, 49, 64)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_damaged_model_is_refused_or_predicts(bool isMended)
    {
        Fuzzing.Run(
            isMended ? "model" : "model-sum", [Model("y", LearningTask.Classification), Model("z", LearningTask.Regression)], [],
            bytes => Forest.Decode(bytes).Predict(Rows), fault => fault is LearningException, isMended ? Sealed : null);
    }

    [Fact]
    public async Task A_damaged_recipe_is_refused_or_read()
    {
        string folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;
        try
        {
            string path = Path.Combine(folder, "t.csv");
            await File.WriteAllTextAsync(path, "x,k\n1,a\n2,b\n,a\n4,c\n", Token);
            await using var grid = await GridClient.OpenAsync(cancellation: Token);
            var frame = await grid.ReadCsvAsync(path, cancellation: Token);
            var recipe = await frame.FillNulls("x", Fill.Mean).Scale("x", Scaling.Standard).OneHot("k").DropNulls().FitRecipeAsync(Token);
            Fuzzing.Run(
                "recipe", [Encoding.UTF8.GetBytes(recipe.ToJson())], ["{", "[[[[[[", "\"", "null", "1e999", "-1", "\"fill\"", "\"scale\"", "\"onehot\"", ":"],
                bytes => Recipe.Parse(Encoding.UTF8.GetString(bytes)), fault => fault is QuestionException);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Model(string target, LearningTask task)
    {
        var matrix = TrainingMatrix.Build([Rows], target, task);
        return Forest.Train(matrix, ForestParameters.Default(task) with { Trees = 3, Seed = 5 }).Encode();
    }

    // The length and the checksum of what was damaged: a stranger's file has both right.
    private static byte[] Sealed(byte[] bytes)
    {
        const int head = 20;
        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < head)
            return bytes;
        byte[] whole = [.. bytes];
        BinaryPrimitives.WriteInt64LittleEndian(whole.AsSpan(12), end - head);
        SHA256.HashData(whole.AsSpan(0, end), whole.AsSpan(end));
        return whole;
    }
}
