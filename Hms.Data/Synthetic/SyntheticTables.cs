using System.Globalization;
using Hms.Data.Files;
using Hms.Signal.Statistics;

namespace Hms.Data.Synthetic;

/// <summary>Writes the rows of train.csv and latent.csv in the order of the patients, whichever is finished first, and sums up what the summary needs. Thread-safe.</summary>
internal sealed class SyntheticTables : IDisposable
{
    private const long FirstLabelId = 3_000_000_000;
    private readonly Lock _gate = new();
    private readonly TextWriter _labels;
    private readonly TextWriter _latent;
    private readonly Dictionary<int, IReadOnlyList<SyntheticEeg>> _waiting = [];
    private readonly double[] _shares = new double[VoteClasses.Count];
    private int _patients, _spectrograms, _eegs, _rows;
    private double _entropy, _floor;

    /// <summary>Writes the headers.</summary>
    /// <param name="labels">train.csv; closed with this.</param>
    /// <param name="latent">latent.csv; closed with this.</param>
    public SyntheticTables(TextWriter labels, TextWriter latent)
    {
        (_labels, _latent) = (labels, latent);
        _labels.WriteLine(string.Join(',', LabelFile.LabelColumns));
        _latent.WriteLine("eeg_id,experts," + string.Join(',', VoteClasses.Names.Select(name => "z_" + name.ToLowerInvariant())));
    }

    /// <summary>Takes the EEGs of one patient.</summary>
    /// <param name="patient">Index from 0; each comes once.</param>
    /// <param name="eegs">In the order of their ids.</param>
    public void Add(int patient, IReadOnlyList<SyntheticEeg> eegs)
    {
        lock (_gate)
        {
            _waiting.Add(patient, eegs);
            while (_waiting.Remove(_patients, out var next))
            {
                foreach (var recording in next.GroupBy(eeg => eeg.SpectrogramId)) { Write(recording); }
                _patients++;
            }
        }
    }

    /// <summary>Counts and divergences of all patients added.</summary>
    public SyntheticSummary Summarise()
    {
        var prior = Array.ConvertAll(_shares, share => share / _eegs);
        var entropy = _entropy / _eegs;
        return new SyntheticSummary(_rows, _eegs, _spectrograms, _patients, FloorKl: _floor / _eegs, PriorKl: Entropy(prior) - entropy, UniformKl: Math.Log(VoteClasses.Count) - entropy);
    }

    public void Dispose()
    {
        _labels.Dispose();
        _latent.Dispose();
    }

    private void Write(IEnumerable<SyntheticEeg> recording)
    {
        var sub = 0;
        _spectrograms++;
        foreach (var eeg in recording)
        {
            _latent.WriteLine($"{eeg.EegId},{(eeg.ManyExperts ? "many" : "few")}," + string.Join(',', eeg.Z.Select(share => share.ToString("R", CultureInfo.InvariantCulture))));
            for (var window = 0; window < eeg.Votes.Length; window++) { WriteLabel(eeg, window, sub++); }
            Count(eeg);
        }
    }

    private void WriteLabel(SyntheticEeg eeg, int window, int sub)
    {
        var offset = eeg.Plan.WindowOffsets[window];
        var votes = eeg.Votes[window];
        var consensus = VoteClasses.Names[VoteClasses.IndexOfLargest([.. votes.Select(count => (double)count)])];
        _labels.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{eeg.EegId},{window},{offset}.0,{eeg.SpectrogramId},{sub},{eeg.Plan.StartSeconds + offset}.0,{FirstLabelId + _rows++},{eeg.PatientId},{consensus},{string.Join(',', votes)}"));
    }

    private void Count(SyntheticEeg eeg)
    {
        var truth = Enumerable.Range(0, VoteClasses.Count).Select(i => (double)eeg.Votes.Sum(votes => votes[i])).ToArray();
        var total = truth.Sum();
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] /= total;
            _shares[i] += truth[i];
        }
        _eegs++;
        _entropy += Entropy(truth);
        _floor += KullbackLeibler.Divergence(truth, eeg.Z);
    }

    private static double Entropy(double[] shares) => -shares.Sum(share => share > 0 ? share * Math.Log(share) : 0);
}
