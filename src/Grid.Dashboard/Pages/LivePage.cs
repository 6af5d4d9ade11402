using Microsoft.AspNetCore.Components;

namespace Grid.Dashboard.Pages;

/// <summary>A page that is drawn anew each time that the cluster was looked at.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private IDisposable? _looking;

    [Inject]
    internal ClusterWatch Watch { get; set; } = null!;

    /// <summary>Whether charts are drawn for a dark page.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _looking = Watch.Look(() => _ = InvokeAsync(StateHasChanged));

    /// <summary>Looks no more.</summary>
    public virtual void Dispose()
    {
        _looking?.Dispose();
        GC.SuppressFinalize(this);
    }
}
