namespace Grid.LocalEngine;

/// <summary>The root of all grain interfaces.</summary>
public interface IGrain;
