using Grid.Columns;

namespace Grid.Query;

/// <summary>A node of an <see cref="ExpressionGraph"/>; inputs are positions of earlier nodes.</summary>
internal sealed class ExpressionNode
{
    private ulong[]? _keys;
    private byte[][]? _texts;
    private LikePattern? _like;
    private RegexPattern? _regex;
    private TimeStep? _step;

    public required Operation Operation { get; init; }

    public required LogicalType Type { get; init; }

    public required int[] Inputs { get; init; }

    public Scalar Literal { get; init; }

    public Scalar[] Set { get; init; } = [];

    public string Name { get; init; } = "";

    /// <summary>The fixed-width values of <see cref="Operation.In"/> as ascending keys.</summary>
    public ulong[] SetKeys => _keys ??= [.. Set.Select(ScalarKey.Of).Order()];

    /// <summary>The texts of <see cref="Operation.In"/> as UTF-8, ascending.</summary>
    public byte[][] SetTexts => _texts ??= [.. Set.Select(s => System.Text.Encoding.UTF8.GetBytes(s.AsText!)).Order(Utf8Order.Comparer)];

    /// <summary>The pattern of <see cref="Operation.Like"/>.</summary>
    public LikePattern LikePattern => _like ??= new LikePattern(Literal.AsText!);

    /// <summary>The pattern of an operation that takes a regular expression.</summary>
    public RegexPattern Regex => _regex ??= RegexPattern.Compile(Literal.AsText!);

    /// <summary>The step of <see cref="Operation.TruncateMoment"/>.</summary>
    public TimeStep Step => _step ??= TimeStep.Parse(Literal.AsText!) ?? throw new InvalidOperationException($"'{Literal}' is no step.");
}
