using System.Runtime.CompilerServices;
using Grid.Query;

namespace Grid.Client;

/// <summary>What steps of frames were fitted to: each once, when it is first needed, for all frames that are made from the one that had it first.</summary>
internal static class StepFits
{
    // A step is an object of its own in the frame that it was given to, and stands behind the same transforms in all that come of it.
    private static readonly ConditionalWeakTable<object, Fit> Known = [];

    /// <summary>What takes the place of a step.</summary>
    public static Task<IReadOnlyList<Transform>> Of(object step, Func<Task<IReadOnlyList<Transform>>> fit) =>
        Known.GetOrCreateValue(step).GetAsync(fit);

    private sealed class Fit
    {
        private IReadOnlyList<Transform>? _fitted;

        // Two who come at once find the same.
        public async Task<IReadOnlyList<Transform>> GetAsync(Func<Task<IReadOnlyList<Transform>>> fit)
        {
            if (Volatile.Read(ref _fitted) is { } fitted)
                return fitted;
            fitted = await fit().ConfigureAwait(false);
            return Interlocked.CompareExchange(ref _fitted, fitted, null) ?? fitted;
        }
    }
}
