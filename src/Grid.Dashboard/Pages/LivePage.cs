using Microsoft.AspNetCore.Components;

namespace Grid.Dashboard.Pages;

/// <summary>A page that is drawn anew each time that the cluster was looked at.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private IDisposable? _silos;
    private IDisposable? _names;

    [Inject]
    internal ClusterWatch Watch { get; set; } = null!;

    /// <summary>Whether charts are drawn for a dark page.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => (_silos, _names) = (Watch.LookAtSilos(Seen), Watch.LookAtNames(Seen));

    private void Seen() => _ = InvokeAsync(StateHasChanged);

    /// <summary>Looks no more.</summary>
    public virtual void Dispose()
    {
        _silos?.Dispose();
        _names?.Dispose();
        GC.SuppressFinalize(this);
    }
}
