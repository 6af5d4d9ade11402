namespace Grid.Grains;

/// <summary>Waits for tasks whose outcome is looked at afterwards, or is nobody's concern. Within a grain's turns.</summary>
internal static class Settling
{
    /// <summary>Waits until a task has ended, however it did.</summary>
    public static async Task SettledAsync(this Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
