using Hms.Data.Files;
using Hms.Signal.Spectra;

namespace Hms.Data.Spectrograms;

/// <summary>One spectrogram file to make.</summary>
/// <param name="Id">Id of the spectrogram.</param>
/// <param name="Path">File to write.</param>
/// <param name="Rows">Rows of the file, at least 300.</param>
/// <param name="Parts">The EEGs that it is made from, at least one; where two cover a row, the first counts.</param>
internal sealed record SpectrogramJob(long Id, string Path, int Rows, IReadOnlyList<SpectrogramPart> Parts)
{
    /// <summary>Rows that no EEG fills.</summary>
    public int MissingRows
    {
        get
        {
            var filled = new bool[Rows];
            foreach (var (first, count) in Parts.Select(part => part.RowsInside(Rows))) { filled.AsSpan(first, count).Fill(true); }
            return filled.Count(row => !row);
        }
    }

    /// <summary>Makes the file, whole or not at all.</summary>
    /// <param name="prefilter">Whether to filter first.</param>
    public void Write(CompetitionPrefilter prefilter)
    {
        const int Width = SpectrogramFile.ColumnCount;
        var values = new float[Rows * Width];
        var filled = new bool[Rows];
        values.AsSpan().Fill(float.NaN);
        foreach (var part in Parts)
        {
            var (first, count) = part.RowsInside(Rows);
            if (count == 0) { continue; }
            var eeg = EegFile.Read(part.Path);
            if (eeg.SampleCount != part.Samples) { throw new HmsDataException(part.Path, $"has {eeg.SampleCount} rows, but had {part.Samples} when the work began; it must not change meanwhile."); }
            var rows = new float[count * Width];
            CompetitionSpectrogram.ComputeWindows(eeg.Values.Span, eeg.SampleCount, part.StartOf(first), rows, prefilter);
            for (var row = 0; row < count; row++)
            {
                if (filled[first + row]) { continue; }
                filled[first + row] = true;
                rows.AsSpan(row * Width, Width).CopyTo(values.AsSpan((first + row) * Width));
            }
        }
        AtomicFile.Write(Path, stream => SpectrogramFile.Write(stream, values, Rows));
    }
}
