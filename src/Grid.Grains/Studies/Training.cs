using System.Security.Cryptography;
using System.Text;
using Grid.Learning;

namespace Grid.Grains;

/// <summary>What the trials of a study's run share: the binned rows, the folds and the candidates. Immutable.</summary>
internal sealed class Training
{
    private readonly SearchSpec _spec;

    public Training(SearchSpec spec, SearchPlan plan, TrainingMatrix matrix, FoldPlan folds) =>
        (_spec, Plan, Matrix, Folds) = (spec, plan, matrix, folds);

    /// <summary>What is worth knowing of the rows and the folds, a line each; of the silo alone that made them.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public TrainingMatrix Matrix { get; }

    public FoldPlan Folds { get; }

    public SearchPlan Plan { get; }

    /// <summary>How many trials there are. Trial i is split i mod <see cref="FoldPlan.Splits"/> of family i div that.</summary>
    public int Trials => Plan.Families.Count * Folds.Splits;

    /// <summary>How long a trial takes, as a share of others.</summary>
    public double CostOf(int trial) => CostOfFamily(trial / Folds.Splits);

    /// <summary>How long each trial of a family takes, as a share of others.</summary>
    public double CostOfFamily(int family) => Plan.Families[family].Cost(Matrix.Features.Count, Matrix.Rows);

    /// <summary>Bytes of memory that the matrix takes, with what training derives from it.</summary>
    public long ByteSize => Estimate(Matrix.Rows, Matrix.Features.Count, Matrix.WeightColumn is not null) + Matrix.KeptBytes;

    /// <summary>Bytes of memory that a thread grows trees in, besides.</summary>
    public long WorkBytes => Plan.OwnModel is null ? Plan.Families.Max(family => FamilyTrial.WorkBytes(Matrix, family)) : 0;

    /// <summary>Bytes of memory for so many rows and features: a bin by column, a bin by row and a slot each, the target, and the weight.</summary>
    public static long Estimate(long rows, int features, bool isWeighted = false) => rows * (4L * features + (isWeighted ? 24 : 16));

    /// <summary>The training data as it travels.</summary>
    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var part in new[] { WireCodec.Encode(_spec), Folds.Encode() })
            {
                writer.Write(part.Length);
                writer.Write(part);
            }
        }
        Matrix.Write(stream);
        return stream.ToArray();
    }

    /// <summary>Reads what was encoded.</summary>
    public static Training Decode(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var spec = WireCodec.Decode<SearchSpec>(reader.ReadBytes(reader.ReadInt32()));
        var folds = FoldPlan.Decode(reader.ReadBytes(reader.ReadInt32()));
        return new Training(spec, SearchPlan.Of(spec), TrainingMatrix.Read(stream), Sample(folds, spec));
    }

    /// <summary>The rows that a round of a search by rows has; all of them in other searches.</summary>
    public static FoldPlan Sample(FoldPlan folds, SearchSpec spec) => spec.Rows is { } rows ? folds.Sampled(rows, spec.Seed) : folds;

    /// <summary>
    /// Names the search and the rows it learns from: what has the same name has the same table, to the bit. The files that the
    /// rows came from do not matter, only what was read from them.
    /// </summary>
    public (string Search, string Data) Identify()
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            Matrix.Write(stream);
            // Folds by group follow from a column that the matrix does not have.
            stream.Write(Folds.Encode());
        }
        return (Convert.ToHexStringLower(SHA256.HashData(WireCodec.Encode(_spec))), Convert.ToHexStringLower(hash.Hash!));
    }
}
