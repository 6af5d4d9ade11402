using Grid.Sources;

namespace Grid.Learning;

/// <remarks>
/// The file, version 3, little-endian: the letters <c>GRIDTREE</c>, the version, the length of the content, the content and
/// its SHA-256. The content: task, trees, criterion as 32-bit integers; max_depth (0 for none); max_features as text;
/// min_samples_split and min_samples_leaf; min_impurity_decrease as a double; bootstrap as a byte; max_samples as text;
/// class_weight as text (before version 3 as a 32-bit integer); the seed in 64 bits; and since version 3 max_leaf_nodes (0 for none),
/// ccp_alpha as a double, and a byte for extremely randomised trees; the target's name; the features; the classes of a classification; the importances;
/// how many deviations of them there are (none of a model that had none), and these, which version 1 has not; since version 3 the name
/// of the column of weights (empty for none), how many rows were held out of the search, and the names and values of its scores there;
/// then per tree its nodes (right child, feature, threshold) and its leaves' values. Counts, texts, features and classes are
/// as the codec has them: a 32-bit count before an array, a length in 7-bit groups before UTF-8.
/// </remarks>
public sealed partial class Forest
{
    private const string Letters = "GRIDTREE";
    private const int Version = 3, WithoutDeviations = 1, WithoutLeafLimits = 2;

    /// <summary>The files that a model may be saved onto: models.</summary>
    public static ReplaceRule Replaces { get; } = ReplaceRule.Only(System.Text.Encoding.ASCII.GetBytes(Letters), "model of Grid's");

    /// <summary>Writes the model to a file. A model that stood there is replaced when all is written, and kept where that fails.</summary>
    /// <param name="path">The file: made, or replaced where it is a model or empty; another file, a device, a pipe or a folder is refused.</param>
    /// <exception cref="LearningException">The file cannot be written.</exception>
    public void Save(string path)
    {
        try
        {
            using var file = OutputFile.Open(path, Replaces);
            file.Write(Encode());
        }
        catch (OutputException e)
        {
            throw new LearningException($"the model cannot be saved to {e.Message}.", e);
        }
    }

    /// <summary>Reads a model that was saved.</summary>
    /// <exception cref="LearningException">The file cannot be read, is no model, is damaged, or of a later version.</exception>
    public static Forest Load(string path)
    {
        if (Directory.Exists(path))
            throw new LearningException($"the model '{path}' is a folder; name the file that the model was saved in.");
        if (!File.Exists(path))
            throw new LearningException(SystemFault.Denies(Path.GetFullPath(path)) is { } shut ? $"the model {SystemFault.Shut($"'{path}'", shut)}." : $"there is no model '{path}'; name the file that one was saved in.");
        try
        {
            return Decode(File.ReadAllBytes(path), $"'{path}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LearningException($"the model '{path}' cannot be read: {SystemFault.Say(e)}.", e);
        }
    }

    /// <summary>The file's bytes.</summary>
    public byte[] Encode() => SealedFile.Seal(Letters, Version, writer =>
    {
        var p = Parameters;
        writer.Write((int)p.Task);
        writer.Write(p.Trees);
        writer.Write((int)p.Criterion);
        writer.Write(p.MaxDepth ?? 0);
        writer.Write(p.MaxFeatures.ToString());
        writer.Write(p.MinSamplesSplit);
        writer.Write(p.MinSamplesLeaf);
        writer.Write(p.MinImpurityDecrease);
        writer.Write(p.Bootstrap);
        writer.Write(p.MaxSamples.ToString());
        writer.Write(p.ClassWeight.ToString());
        writer.Write(p.Seed);
        writer.Write(p.MaxLeafNodes ?? 0);
        writer.Write(p.CcpAlpha);
        writer.Write(p.ExtraTrees);
        writer.Write(Target);
        writer.Write(Features.Count);
        foreach (var feature in Features)
            writer.WriteFeature(feature);
        if (Labels is { } labels)
            writer.WriteLabels(labels);
        writer.WriteArray<double>(Importances.ToArray());
        writer.WriteArray<double>(ImportanceDeviations?.ToArray() ?? []);
        writer.Write(WeightColumn ?? "");
        writer.Write(HeldOut?.Rows ?? 0);
        writer.WriteTexts([.. HeldOut?.Scores.Select(s => s.Key) ?? []]);
        writer.WriteArray<double>([.. HeldOut?.Scores.Select(s => s.Value) ?? []]);
        writer.Write(Trees.Count);
        foreach (var tree in Trees)
        {
            writer.WriteArray<Tree.Node>(tree.Nodes);
            writer.WriteArray<double>(tree.Values);
        }
    });

    /// <summary>The model of a file's bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">What to call them in errors.</param>
    /// <exception cref="LearningException">They are no model, damaged, or of a later version.</exception>
    public static Forest Decode(byte[] bytes, string name = "The model") => SealedFile.Open(bytes, Letters, Version, name, reader =>
    {
        int version = BitConverter.ToInt32(bytes, Letters.Length);
        var task = (LearningTask)reader.ReadInt32();
        var parameters = ForestParameters.Default(task) with
        {
            Trees = reader.ReadInt32(),
            Criterion = (Criterion)reader.ReadInt32(),
            MaxDepth = reader.ReadInt32() is > 0 and var depth ? depth : null,
        };
        parameters = ForestParameter.Named("max_features").Set(parameters, ParameterValue.Parse(reader.ReadString()));
        parameters = parameters with
        {
            MinSamplesSplit = reader.ReadInt32(),
            MinSamplesLeaf = reader.ReadInt32(),
            MinImpurityDecrease = reader.ReadDouble(),
            Bootstrap = reader.ReadBoolean(),
        };
        parameters = ForestParameter.Named("max_samples").Set(parameters, ParameterValue.Parse(reader.ReadString()));
        bool hasLimits = version > WithoutLeafLimits;
        string weighting = hasLimits ? reader.ReadString() : reader.ReadInt32() == 0 ? "none" : "balanced";
        parameters = parameters with { ClassWeight = ClassWeighting.Read(weighting) ?? throw new InvalidDataException("the class weights cannot be read"), Seed = reader.ReadUInt64() };
        if (hasLimits)
            parameters = parameters with { MaxLeafNodes = reader.ReadInt32() is > 0 and var leaves ? leaves : null, CcpAlpha = reader.ReadDouble(), ExtraTrees = reader.ReadBoolean() };
        string target = reader.ReadString();
        var features = new Feature[reader.ReadCount()];
        for (int f = 0; f < features.Length; f++)
            features[f] = reader.ReadFeature();
        var labels = task == LearningTask.Classification ? reader.ReadLabels() : null;
        var importances = reader.ReadArray<double>();
        var deviations = version == WithoutDeviations ? [] : reader.ReadArray<double>();
        if (importances.Length != features.Length || (deviations.Length > 0 && deviations.Length != features.Length) || labels?.Count == 0)
            throw new InvalidDataException($"There are {features.Length} features, {importances.Length} importances and {labels?.Count} classes.");
        string weights = hasLimits ? reader.ReadString() : "";
        var heldOut = hasLimits ? ReadHeldOut(reader) : null;
        var trees = new Tree[reader.ReadCount(2 * sizeof(int))];
        for (int t = 0; t < trees.Length; t++)
            trees[t] = Tree.Checked(reader.ReadArray<Tree.Node>(), reader.ReadArray<double>(), features.Length, labels?.Count ?? 1);
        if (trees.Length == 0)
            throw new InvalidDataException("There are no trees.");
        return new Forest(parameters, target, features, labels, trees, importances, deviations.Length == 0 ? null : deviations) { WeightColumn = weights.Length == 0 ? null : weights, HeldOut = heldOut };
    });

    private static HeldOutScores? ReadHeldOut(BinaryReader reader)
    {
        int rows = reader.ReadInt32();
        var scores = reader.ReadTexts().Zip(reader.ReadArray<double>(), KeyValuePair.Create).ToArray();
        return rows == 0 ? null : new HeldOutScores(rows, scores);
    }
}
