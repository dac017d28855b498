namespace Hms.Data.Synthetic;

/// <summary>What of a recording is rendered; every part has its own seed, so leaving one out changes nothing in the others.</summary>
[Flags]
internal enum RecordingParts
{
    Background = 1,
    Patterns = 2,
    Artefacts = 4,
    All = Background | Patterns | Artefacts,
}
