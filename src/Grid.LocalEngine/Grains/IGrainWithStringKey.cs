namespace Grid.LocalEngine;

/// <summary>A grain that a text names. All methods return <see cref="Task"/> or <see cref="Task{TResult}"/>.</summary>
public interface IGrainWithStringKey : IGrain;
