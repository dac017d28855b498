namespace Hms.Experiments.Configuration.Shapes;

/// <summary>What a JSON value must look like. Made from the settings records by <see cref="ShapeCatalog"/>; read by checks, binding, printing and the JSON Schema.</summary>
internal abstract class Shape
{
    /// <summary>The expected value in words: "an integer", "an object".</summary>
    public abstract string Words { get; }
}
