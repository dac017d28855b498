namespace Hms.Transforms.Persistence;

/// <summary>A model file is damaged, forged, too new, or no model of this program. Nothing of it was used.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Reports a fault of one entry of a model file.</summary>
    /// <param name="entry">The entry inside the .zip, or the file itself.</param>
    /// <param name="message">Rule, value and next step.</param>
    /// <param name="inner">The fault below, where there is one.</param>
    public ModelFileException(string entry, string message, Exception? inner = null)
        : base($"{entry}: {message}", inner) => Entry = entry;

    /// <summary>The entry inside the .zip, or the file itself.</summary>
    public string Entry { get; }
}
