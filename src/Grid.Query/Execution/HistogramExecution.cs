using Grid.Columns;

namespace Grid.Query;

/// <summary>Answers <see cref="HistogramQuestion"/>: a scan for the finite extremes, and one that counts.</summary>
internal sealed class HistogramExecution : Execution
{
    private const int MostBins = 10_000;

    private readonly string _name;
    private readonly Expression? _filter;
    private readonly Expression _column;
    private readonly int _bins;
    private ColumnProfile? _profile;
    private BinEdges? _edges;
    private long[] _counts = [];
    private Scan? _next;

    public HistogramExecution(HistogramQuestion question, FramePlan frame)
    {
        (_name, _filter, _bins) = (question.Column, frame.Filter, question.Bins);
        if (_bins is < 1 or > MostBins)
            throw new QuestionException($"a histogram of {_bins} bins cannot be drawn; ask for 1 to {MostBins}.");
        _column = Binder.Bind(question.Column, frame.Scope);
        if (_column.Type.Kind is LogicalKind.Text or LogicalKind.Bool)
            throw new QuestionException($"'{_name}' is of type {_column.Type}: a histogram needs numbers or moments; ask for value counts instead.");
        _next = new ProfileScan(_filter, [(_column, ProfileParts.Extremes)]);
    }

    public override Scan? NextScan => _next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        if (_profile is not null)
        {
            (_counts, _next) = (Expect<BinState>(mergedOfAllPartitions).Counts, null);
            return;
        }
        _profile = Expect<ProfileState>(mergedOfAllPartitions).Columns[0];
        _edges = _profile.Finite.IsEmpty ? null : BinEdges.Between(_column.Type, _profile.Finite, _bins);
        _next = _edges is null ? null : new BinScan(_filter, _column, _edges);
    }

    public override Answer Finish()
    {
        if (_profile is null || _next is not null)
            throw Unfinished();
        return new HistogramAnswer(ColumnWords.NameOf(_name), _edges?.ToScalars() ?? [], _counts, _profile.Nulls, _profile.NaNs + _profile.Infinities)
        {
            NaNs = _profile.NaNs,
        };
    }
}
