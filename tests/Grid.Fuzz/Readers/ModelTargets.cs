using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Grid.Client;
using Grid.Columns;
using Grid.Learning;
using Grid.Query;

namespace Grid.Fuzz.Readers;

/// <summary>Models and recipes of strangers.</summary>
internal static class ModelTargets
{
    private static readonly RecordBatch Rows = RecordBatch.From(
        ("x", ColumnFactory.Float64(1, 2, 3, 4, 5, 6, 7, 8)), ("t", ColumnFactory.Utf8("a", "b", "a", "c", "b", "a", "c", "a")),
        ("y", ColumnFactory.Utf8("p", "q", "p", "q", "p", "q", "p", "p")), ("z", ColumnFactory.Float64(1, 4, 9, 16, 25, 36, 49, 64)));

    /// <summary>Models.</summary>
    /// <param name="isMended">Whether their checksums are made right again.</param>
    public static FuzzTarget Model(bool isMended) => new(bytes => Forest.Decode(bytes).Predict(Rows), fault => fault is LearningException)
    {
        Seeds = [Model("y", LearningTask.Classification), Model("z", LearningTask.Regression)],
        Mend = isMended ? Sealed : bytes => bytes,
    };

    /// <summary>What trials of a study found: scores, and the sums of a block of trees.</summary>
    public static FuzzTarget Trial() => new(bytes => TrialResult.Decode(bytes), fault => fault is LearningException) { Seeds = [Trial(isFinished: true), Trial(isFinished: false)] };

    /// <summary>Recipes.</summary>
    public static async Task<FuzzTarget> RecipeAsync()
    {
        string folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;
        try
        {
            string path = Path.Combine(folder, "t.csv");
            await File.WriteAllTextAsync(path, "x,k\n1,a\n2,b\n,a\n4,c\n");
            await using var grid = await GridClient.OpenAsync();
            var frame = await grid.ReadCsvAsync(path);
            var recipe = await frame.FillNulls("x", Fill.Mean).Scale("x", Scaling.Standard).OneHot("k").DropNulls().FitRecipeAsync();
            return new(bytes => Recipe.Parse(Encoding.UTF8.GetString(bytes)), fault => fault is QuestionException)
            {
                Seeds = [Encoding.UTF8.GetBytes(recipe.ToJson())],
                Words = ["{", "[[[[[[", "\"", "null", "1e999", "-1", "\"fill\"", "\"scale\"", "\"onehot\"", ":"],
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Trial(bool isFinished)
    {
        int[] head = [1, 2, 0, 16, isFinished ? 1 : 0];
        double[] body = [0.5, 0.75, 1];
        return [.. MemoryMarshal.AsBytes(head.AsSpan()), .. MemoryMarshal.AsBytes(body.AsSpan())];
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
