//! Sorting numbers by an order that is known only at run time.

/// Puts `items` in order, merging runs of growing length (von Neumann, 1945); `scratch` is room that is used again. Equal ones
/// keep their order.
///
/// The standard library's sort is faster, and twenty times as much code for every order it is made for.
pub(super) fn sort(items: &mut Vec<u32>, scratch: &mut Vec<u32>, is_less: &mut dyn FnMut(u32, u32) -> bool) {
    let mut run = 1;
    while run < items.len() {
        scratch.clear();
        for both in items.chunks(2 * run) {
            let (mut left, mut right) = both.split_at(run.min(both.len()));
            while let ([a, rest_left @ ..], [b, rest_right @ ..]) = (left, right) {
                if is_less(*b, *a) {
                    scratch.push(*b);
                    right = rest_right;
                } else {
                    scratch.push(*a);
                    left = rest_left;
                }
            }
            scratch.extend(left);
            scratch.extend(right);
        }
        core::mem::swap(items, scratch);
        run *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(keys in prop::collection::vec(0u32..20, 0..200)) {
            let mut items: Vec<u32> = (0..keys.len() as u32).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|&item| keys[item as usize]);
            sort(&mut items, &mut Vec::new(), &mut |a, b| keys[a as usize] < keys[b as usize]);
            prop_assert_eq!(items, expected);
        }
    }
}
