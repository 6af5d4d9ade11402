using Grid.Query;

namespace Grid.Report;

/// <summary>Some rows of the table, as they are.</summary>
internal static class RowTable
{
    public static Markup Of(HeadAnswer rows)
    {
        var head = rows.Columns.Select(name => Markup.Of($"""<th scope="col">{Markup.Data(name)}</th>"""));
        var body = rows.Rows.Select(row => Markup.Of($"<tr>{row.Select((value, i) => Cell(value, rows.Types[i].Kind is Columns.LogicalKind.Text or Columns.LogicalKind.Bool))}</tr>"));
        return Markup.Of($"""<div class="wide"><table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>""");
    }

    private static Markup Cell(Scalar value, bool isText) => value.IsNull
        ? Markup.Of($"""<td class="none">null</td>""")
        : Markup.Of($"""<td{(isText ? Markup.None : new Markup(" class=\"n\""))}>{Markup.Data(value.ToString())}</td>""");
}
