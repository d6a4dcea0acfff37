//! Choices that follow from one number, for what is made anew and not cut down part by part.

/// A row of choices; the same for the same seed.
#[derive(Clone, Debug)]
pub(crate) struct Picks {
    state: u64,
}

impl Picks {
    /// The choices of a seed.
    pub(crate) fn new(seed: u64) -> Picks {
        Picks { state: seed }
    }

    /// The next number (splitmix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).expect("a small number");
        usize::try_from(self.next() % count).expect("a small number")
    }

    /// Whether something happens that happens once in `count` times.
    pub(crate) fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// One of a list.
    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Some of a list, at least `least`, in its order.
    pub(crate) fn some<T: Clone>(&mut self, list: &[T], least: usize) -> Vec<T> {
        let count = least + self.below(list.len() - least + 1);
        let mut left: Vec<T> = list.to_vec();
        while left.len() > count {
            left.remove(self.below(left.len()));
        }
        left
    }

    /// Numbers of any size.
    pub(crate) fn seeds(&mut self, count: usize) -> Vec<u32> {
        (0..count).map(|_| u32::try_from(self.next() >> 32).expect("32 bits")).collect()
    }
}
